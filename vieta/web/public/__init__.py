"""What anybody may see: what Vieta is, signing in and out, one's own password and second factor, and words when something fails."""
