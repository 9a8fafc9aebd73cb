"""What may be looked at, how much at once, how often, and how long anything of it is there."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from folkmoot.people.rules import Rate

MIB = 1 << 20

# state -> what it may become. A look that broke off waits again, once; what was deleted has no row any more.
LOOK_ARROWS: Mapping[str, frozenset[str]] = {
    "waiting": frozenset({"running", "failed"}),
    "running": frozenset({"ready", "failed", "waiting"}),
    "ready": frozenset(),
    "failed": frozenset(),
}
UNDER_WAY = ("waiting", "running")

FILES_AT_MOST = 20  # of one person, in one look
KEPT_AT_MOST = 20  # of one person, and of one tribe
SHOWN_FOR = timedelta(hours=1)  # after it is ready; then nothing is left, unless it is kept
WAITS_AT_MOST = timedelta(hours=12)  # a look that nobody read by then is given up
LONGEST = timedelta(minutes=20)  # of reading; an archive that takes longer is made to take long, or is too much here
SILENT_FOR = timedelta(seconds=20)  # without a sign of life: whoever was reading it is gone
TRIES = 2  # an archive that ends its reader twice would do it again
ORPHANED_AFTER = timedelta(hours=1)  # a folder that belongs to nobody and to which nothing is written any more
ROOM_LEFT = 512 * MIB  # on the disk, after everything that was handed in is there

BY_ADDRESS = Rate(
    12, timedelta(hours=1), "From this address the mirror was asked 12 times within an hour. Wait a little."
)
BY_PERSON = Rate(12, timedelta(hours=1), "You have looked into the mirror 12 times within an hour. Wait a little.")


class MirrorRefused(Exception):
    """A look that cannot begin; the text is one sentence, ``status`` the HTTP status that says the same."""

    def __init__(self, sentence: str, status: int = 422) -> None:
        super().__init__(sentence)
        self.status = status


def refuse_size(sent: int, most: int) -> None:
    """Raise MirrorRefused (413) when more bytes are sent than are taken at once."""
    if sent > most:
        raise MirrorRefused(
            f"That is {megabytes(sent)} MB, and this server takes {megabytes(most)} MB at once: leave pictures and "
            "films out, or read it on your own machine with the command 'folkmoot mirror'.",
            413,
        )


def refuse_full_disk(sent: int, free: int) -> None:
    """Raise MirrorRefused (507) when the disk would be too full to work on what is sent. Bytes."""
    # What is read is unpacked into tables beside it, which take about as much again.
    if free < 2 * sent + ROOM_LEFT:
        raise MirrorRefused(
            "This server has too little room left for an archive of that size. Come back later, or read it on your "
            "own machine with the command 'folkmoot mirror'.",
            507,
        )


def refuse_files(sizes: Sequence[int]) -> None:
    """Raise MirrorRefused when there is no file, there are too many, or one of them is empty. Bytes."""
    if not sizes:
        raise MirrorRefused("Choose the archive that the network gave you.")
    if len(sizes) > FILES_AT_MOST:
        raise MirrorRefused(
            f"{len(sizes)} files are more than {FILES_AT_MOST}: hand in the archive itself, as one zip or tar.gz."
        )
    empty = sum(size == 0 for size in sizes)
    if empty:
        what = "The file is empty" if len(sizes) == 1 else f"{empty} of the {len(sizes)} files are empty"
        raise MirrorRefused(f"{what}: ask the network for your archive again.")


def megabytes(size: int) -> str:
    """Bytes in words a person can compare: '0.4', '12', '1,024'."""
    mib = size / MIB
    return f"{mib:.1f}" if 0 < mib < 10 else f"{mib:,.0f}"


def is_over(state: str, made_at: datetime, ended_at: datetime | None, kept_at: datetime | None, now: datetime) -> bool:
    """Is it time to forget a look?"""
    if kept_at is not None:
        return False
    if ended_at is not None:
        return now - ended_at >= SHOWN_FOR
    return now - made_at >= WAITS_AT_MOST


def ends_at(ended_at: datetime | None, kept_at: datetime | None) -> datetime | None:
    """When a look will be forgotten by itself; None while it is under way, and when it is kept."""
    return None if ended_at is None or kept_at is not None else ended_at + SHOWN_FOR


def is_silent(seen_at: datetime | None, now: datetime) -> bool:
    """Is whoever was reading it gone? ``seen_at``: their last sign of life."""
    return seen_at is None or now - seen_at > SILENT_FOR
