"""Return: what a partnership costs and brings, to whom."""
