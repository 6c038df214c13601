"""The acceptance scenarios, each told word by word through the public actions and queries."""
