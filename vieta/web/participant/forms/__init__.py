"""Questions by noun."""
