"""Pages of those who coordinate: the flow, who is slipping away, and finding the right colleague."""
