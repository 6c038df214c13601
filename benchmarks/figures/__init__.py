"""The engine of figures beside its peers."""
