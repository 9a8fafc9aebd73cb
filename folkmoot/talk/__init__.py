"""Posts, threads, the floor of a tribe, the home page."""
