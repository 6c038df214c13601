"""Views of what anybody may see, by noun."""
