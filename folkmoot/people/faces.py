"""Someone as the parts of a page draw them."""

from dataclasses import dataclass


@dataclass(slots=True)
class Face:
    """A person (or, where ``is_tribe``, a tribe) as a picture or initials, with a name and where it leads.

    ``hue`` is one of the six tints of the initials; ``picture`` is empty without one.
    """

    display_name: str
    initials: str
    hue: int
    url: str
    picture: str = ""
    picture_url: str = ""
    is_tribe: bool = False
