"""The report: one HTML file that needs nothing else, and the same as JSON."""

from folkmoot.mirror.looking import Mirror


def page(mirror: Mirror, *, show_people: bool = False) -> str:
    """The report as one self-contained HTML page. show_people: with names and words of third persons."""
    raise NotImplementedError


def as_json(mirror: Mirror) -> dict[str, object]:
    """Everything the report says, as plain values."""
    raise NotImplementedError
