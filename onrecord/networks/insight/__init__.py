"""What networks tell, and how far to trust it: pure functions over networks and columns of positions."""
