"""Which kind of list it is, and the reading of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from types import ModuleType

from folkmoot.tribes.lists import addresses, ghost, mailchimp, mastodon, people, plain_csv, substack, vcard
from folkmoot.tribes.lists.address import looks_like_address
from folkmoot.tribes.lists.columns import (
    ACCOUNT,
    NameColumns,
    NoColumns,
    is_handle,
    is_known,
    is_mail,
    is_spare_mail,
    key,
    name_columns,
    no_columns,
)
from folkmoot.tribes.lists.decode import text_of
from folkmoot.tribes.lists.gather import Gathering
from folkmoot.tribes.lists.rules import Kind, Reading
from folkmoot.tribes.lists.table import DELIMITERS, Row, lines_of, rows_of, separator_line

SAMPLE = 50  # rows that a guess stands on
SAMPLED_AMONG = 2_000  # rows, blank and broken ones counted
HEADINGS_MAX = 500  # columns
TITLES_MAX = 6  # rows among which the headings are looked for

_NEWSLETTERS = (mailchimp, substack, ghost)
_FOLDERS = re.compile(r".*[/\\]", re.DOTALL)


@dataclass(frozen=True)
class _Head:
    """Headings that were found: the row they stand in, how columns are divided, what they are compared by."""

    row: Row
    delimiter: str
    keys: tuple[str, ...]
    address: tuple[int, ...]  # the columns of one person's addresses, best first


def read_list(data: bytes, name: str = "") -> Reading:
    """Everybody on a list: the bytes of a file, or of what was pasted, and the file's name when there is one.

    Raises NotAList with one sentence when there is nobody to be found in it: it is empty, too large, of another
    kind, or holds no address. Takes time and memory in proportion to the size of the data.
    """
    file_name = _FOLDERS.sub("", name[-1000:])
    mastodon.refuse_shunned(file_name)
    lines = lines_of(text_of(data))
    gathering = Gathering()
    if vcard.recognizes(lines):
        vcard.read(lines, gathering)
        return gathering.reading(vcard.FORMAT, vcard.LABEL)
    named = separator_line(lines[0])
    if named:
        lines[0] = ""  # said what it had to say; the line stays, so that the numbers do
    delimiters = (named,) if named else DELIMITERS
    samples = {delimiter: _sample(lines, delimiter) for delimiter in delimiters}
    head = _known_head(samples)
    if head is not None:
        return _read_under(head, lines, file_name, gathering)
    kind: Kind | None = "handle" if mastodon.is_named_so(file_name) else None
    for delimiter in sorted(samples, key=lambda delimiter: -_width(samples[delimiter])):
        if _read_by_content(lines, delimiter, samples[delimiter], kind, gathering):
            return gathering.reading(plain_csv.FORMAT, plain_csv.LABEL)
    return _read_bare(lines, file_name, gathering)


def _sample(lines: Sequence[str], delimiter: str) -> list[Row]:
    rows = islice(rows_of(lines, delimiter), SAMPLED_AMONG)
    return list(islice((row for row in rows if not row.blank and not row.broken), SAMPLE))


def _width(sample: Sequence[Row]) -> int:
    return max((len(row.cells) for row in sample), default=0)


def _known_head(samples: dict[str, list[Row]]) -> _Head | None:
    """A row before anybody's that names a column of addresses; the one with the most headings that are known."""
    best, most = None, 0
    for delimiter, sample in samples.items():
        for at, row in enumerate(sample[:TITLES_MAX]):
            cells = row.cells[:HEADINGS_MAX]
            if any(map(looks_like_address, cells)):
                break
            keys = tuple(map(key, cells))
            known = sum(map(is_known, keys)) + (_newsletter(keys) is not None)
            if known > most:
                columns = _address_columns(keys, sample[at + 1 :])
                if columns:
                    best, most = _Head(row, delimiter, keys, columns), known
    return best


def _address_columns(keys: Sequence[str], sample: Sequence[Row]) -> tuple[int, ...]:
    """Where the addresses of one person stand under these headings, best first; nothing when nowhere."""

    def found(at: int) -> int:
        return sum(at < len(row.cells) and looks_like_address(row.cells[at]) for row in sample)

    if mastodon.recognizes(keys):
        return (keys.index(ACCOUNT),)
    mails = sorted((at for at, key_ in enumerate(keys) if is_mail(key_)), key=lambda at: -found(at))
    if mails:
        return (*mails, *(at for at, key_ in enumerate(keys) if is_spare_mail(key_)))
    handles = [at for at, key_ in enumerate(keys) if is_handle(key_)]
    if not any(is_handle(key_) for key_ in keys) and (_newsletter(keys) or no_columns(keys).any()):
        # In a language that is not known, but with columns that say no: these must not be passed over.
        handles = sorted(range(len(keys)), key=lambda at: -found(at))
    return tuple(at for at in handles if sample and found(at) >= plain_csv.MOSTLY * len(sample))[:1]


def _newsletter(keys: Sequence[str]) -> ModuleType | None:
    return next((newsletter for newsletter in _NEWSLETTERS if newsletter.recognizes(keys)), None)


def _read_under(head: _Head, lines: Sequence[str], file_name: str, gathering: Gathering) -> Reading:
    """The people under headings that are known."""
    newsletter = _newsletter(head.keys)
    kind: Kind | None = None
    if mastodon.recognizes(head.keys):
        kind, (format_, label) = "handle", mastodon.which(head.keys)
    elif newsletter is not None:
        format_, label = newsletter.FORMAT, newsletter.LABEL
    else:
        format_, label = plain_csv.FORMAT, plain_csv.LABEL
        kind = "handle" if is_handle(head.keys[head.address[0]]) else None
    if len(head.keys) == 1 and kind is None:
        _read_single_column(head, lines, gathering)
        return gathering.reading(format_, label)
    all_left = newsletter is mailchimp and mailchimp.is_of_those_who_left(file_name)
    rows = rows_of(lines, head.delimiter, width=len(head.row.cells))
    # Above the headings stand titles; and files that were put together repeat their headings.
    people.read(
        (row for row in rows if row.line > head.row.line and row.cells != head.row.cells),
        people.Layout(head.address, name_columns(head.keys), no_columns(head.keys), kind, all_left),
        gathering,
    )
    return gathering.reading(format_, label)


def _read_single_column(head: _Head, lines: Sequence[str], gathering: Gathering) -> None:
    """Under one heading a line is what it is: there is no other column that a comma could begin."""
    for number, line in enumerate(lines, start=1):
        if number > head.row.line and key(line) != head.keys[0]:
            addresses.read_line(number, line, gathering)


def _read_by_content(
    lines: Sequence[str], delimiter: str, sample: Sequence[Row], kind: Kind | None, gathering: Gathering
) -> bool:
    """The people in a table without headings that are known; False when this is no such table."""
    if _width(sample) < 2 or plain_csv.address_column(_body(sample)) is None:
        return False
    rows = list(rows_of(lines, delimiter, width=_width(sample)))
    readable = [row for row in rows if not row.blank and not row.broken]
    body = _body(readable) if readable else ()
    column = plain_csv.address_column(body)
    if column is None:
        return False
    names, no = NameColumns(None, None, None), NoColumns((), (), ())
    if len(body) < len(readable):
        keys = [key(cell) for cell in readable[0].cells[:HEADINGS_MAX]]
        names, no = name_columns(keys), no_columns(keys)
        rows.remove(readable[0])
    if names == NameColumns(None, None, None):
        names = NameColumns(plain_csv.name_column(body[:SAMPLE], column), None, None)
    people.read(rows, people.Layout((column,), names, no, kind), gathering)
    return True


def _body(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows without the headings: a first row that is filled throughout and has no @ in it."""
    first = rows[0].cells
    return rows[1:] if all(cell.strip() for cell in first) and not any("@" in cell for cell in first) else rows


def _read_bare(lines: Sequence[str], file_name: str, gathering: Gathering) -> Reading:
    """Addresses without a table; accounts when each is alone on its line and the file or each of them says so."""
    said = [line.strip() for line in lines if line.strip()]
    named = mastodon.is_named_so(file_name)
    if all(looks_like_address(line) and (named or line.startswith("@")) for line in said):
        addresses.read(lines, gathering, "handle")
        return gathering.reading(mastodon.FOLLOWERS, mastodon.FOLLOWERS_LABEL)
    addresses.read(lines, gathering)
    return gathering.reading(addresses.FORMAT, addresses.LABEL)
