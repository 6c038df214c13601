"""The demo: fictional people, made from a seed, in real programmes whose published numbers they reproduce at their dates."""
