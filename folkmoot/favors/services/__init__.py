"""Every write of favors, a room for each intent; states move by compare-and-swap along the arrows in ``rules``."""
