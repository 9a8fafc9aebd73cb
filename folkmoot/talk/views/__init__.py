"""The pages of talk. Rooms: reading (home, floor, thread), writing, people (profiles)."""

from folkmoot.talk.views.people import profile
from folkmoot.talk.views.reading import home, thread, tribe_floor
from folkmoot.talk.views.writing import (
    post_answer,
    post_delete,
    post_edit,
    write,
    write_preview,
    write_reach,
)

__all__ = [
    "home",
    "post_answer",
    "post_delete",
    "post_edit",
    "profile",
    "thread",
    "tribe_floor",
    "write",
    "write_preview",
    "write_reach",
]
