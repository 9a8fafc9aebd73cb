"""The report: one HTML file that needs nothing else, and the same as JSON."""

from folkmoot.mirror.report.page import page

__all__ = ["page"]
