"""The report: one HTML file that needs nothing else, and the same as JSON."""

from folkmoot.mirror.report.as_json import as_json
from folkmoot.mirror.report.page import page

__all__ = ["as_json", "page"]
