"""Sizes of favors: minutes of someone's life, everyone's the same."""

MOMENT, ERRAND, AFTERNOON = 5, 30, 240  # minutes
SIZES = {"moment": MOMENT, "errand": ERRAND, "afternoon": AFTERNOON}
MINUTES_LEAST, MINUTES_MOST = 1, 6000  # of one favor; a hundred hours is more than anybody should do at a stretch
WHAT_MAX = 120  # characters of the line that says what it is
WORDS_MAX = 4000  # ... of what else is said about it
PLACE_MAX = 80
REASON_MAX = 500
NEEDED_MOST = 1000  # helpers


class FavorError(ValueError):
    """Something about a favor that makes no sense; the text is a sentence for the person who wrote it."""


def checked_minutes(minutes: int) -> int:
    """The same minutes. Raises FavorError unless they are 1 to 6,000."""
    if not MINUTES_LEAST <= minutes <= MINUTES_MOST:
        raise FavorError(f"A favor takes between {MINUTES_LEAST} minute and {MINUTES_MOST // 60} hours; write minutes.")
    return minutes


def checked_line(text: str, what: str = "what it is about", limit: int = WHAT_MAX) -> str:
    """The text on one line. Raises FavorError when nothing is left, or too much."""
    line = " ".join(text.replace("\x00", "").split())
    if not line:
        raise FavorError(f"Say {what}, in a few words.")
    if len(line) > limit:
        raise FavorError(f"That is too long: say {what} in {limit} characters.")
    return line


def checked_words(text: str, limit: int = WORDS_MAX) -> str:
    """The text without what no page can show. Raises FavorError when it is too long."""
    words = text.replace("\x00", "").replace("\r\n", "\n").strip()
    if len(words) > limit:
        raise FavorError(f"That is too long: {limit:,} characters at most.")
    return words
