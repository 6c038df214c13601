"""Few and long: what somebody does in a real browser, with accessibility checked on each page."""
