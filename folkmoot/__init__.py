"""Folkmoot: a home for a tribe, not an audience."""

__version__ = "0.1.0"
