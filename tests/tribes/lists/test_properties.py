"""Whatever the bytes: a reading that adds up, or one sentence. Whoever writes the list: everybody is found once."""

import csv
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from folkmoot.tribes.lists import NotAList, Reading, normalize_handle, normalize_mail, read_list
from folkmoot.tribes.lists.rules import NAME_MAX, SOURCE_MAX, TEXT_MAX, clean
from tests.tribes.lists import writers
from tests.tribes.lists.writers import FIXTURES, Someone, everybody, handles, names, western_names

# What lists are made of and what breaks them, to be put together at random.
FRAGMENTS = [
    *["ann@example.org", "Ann <ann@example.org>", "@ann@example.net", "ann@example", "@", "<", ">"],
    *["(", ")", '"', '""'],
    *[",", ";", "\t", ":::", "\n", "\r\n", "\r", "\n\n", " ", "\0", "\ufeff", "\u2028", "\u202e", "=", "\\", ":", "'"],
    *["Email Address", "E-Mail-Adresse", "Name", "Vorname", "Status", "unsubscribed", "Account address", "to:"],
    *["Show boosts", "MEMBER_RATING", "OPTIN_TIME", "UNSUB_TIME", "email_disabled", "subscribed_to_emails"],
    *["BEGIN:VCARD", "END:VCARD", "VERSION:2.1", "EMAIL;PREF:", "EMAIL:", "FN:", "N:", "item1.", ";PREF=", "sep=;"],
    *["FN;ENCODING=QUOTED-PRINTABLE;CHARSET=", "=C3=BC", "=\n", "\n ", "x" * 400, "é", "true", "0", "2024-01-02"],
]  # fmt: skip
patched = st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join)
encodings = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "utf-32"])
file_names = st.one_of(st.just(""), st.sampled_from(["followers.csv", "unsubscribed_audience_export.csv"]), st.text())


def check_that_it_adds_up(data: bytes, name: str) -> Reading | None:
    try:
        reading = read_list(data, name)
    except NotAList as problem:
        assert str(problem).endswith(".")
        assert len(str(problem)) < 300
        return None
    assert reading.entries or reading.left_out
    assert reading.repeated >= 0
    assert reading.left_out >= 0
    last_line = len(data) + 1
    for entry in reading.entries:
        normalize = normalize_mail if entry.kind == "mail" else normalize_handle
        assert normalize(entry.address) == entry.address
        assert entry.source == clean(entry.source, SOURCE_MAX)
        assert entry.name == clean(entry.name, NAME_MAX)
    for unreadable in reading.unreadable:
        assert unreadable.why.endswith(".")
        assert unreadable.text == clean(unreadable.text, TEXT_MAX)
        assert not any(unicodedata.category(character) == "Cc" for character in unreadable.text)
    for several in (reading.entries, reading.unreadable):
        lines = [one.line for one in several]
        assert lines == sorted(lines)
        assert all(1 <= line <= last_line for line in lines)
    keys = [(entry.kind, entry.address) for entry in reading.entries]
    assert len(keys) == len(set(keys))
    return reading


@settings(deadline=None)
@given(st.binary(max_size=2000), file_names)
@example(b"\xff\xfe\x00\xd8\x00\x00", "")
@example(b'"', "")
@example(b'a@b.co,"\n"', "")
def test_any_bytes_give_a_reading_or_one_sentence(data: bytes, name: str) -> None:
    check_that_it_adds_up(data, name)


@settings(deadline=None, max_examples=400)
@given(patched, encodings, file_names)
def test_any_patchwork_of_lists_gives_a_reading_or_one_sentence(text: str, encoding: str, name: str) -> None:
    check_that_it_adds_up(text.encode(encoding, errors="replace"), name)


@settings(deadline=None, max_examples=200)
@given(st.data(), st.sampled_from(sorted(FIXTURES.iterdir())))
def test_a_list_that_was_damaged_gives_a_reading_or_one_sentence(data: st.DataObject, path: object) -> None:
    whole = path.read_bytes()
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 40)))
    put_in = data.draw(st.one_of(st.binary(max_size=8), st.sampled_from(FRAGMENTS).map(str.encode)))
    check_that_it_adds_up(whole[:start] + put_in + whole[end:], path.name)


def expected_name(one: Someone) -> str:
    """A name that is the address again is dropped, as is what is invisible in it."""
    name = clean(one.name, NAME_MAX)
    return "" if name.casefold() == one.address.casefold() else name


def check_that_everybody_is_found_once(text: str | bytes, people: list[Someone], format_: str, kind: str) -> None:
    reading = read_list(text if isinstance(text, bytes) else text.encode())
    assert reading.format == format_
    assert [entry.address for entry in reading.entries] == [one.address for one in people]
    assert {entry.kind for entry in reading.entries} == {kind}
    assert (reading.unreadable, reading.repeated, reading.left_out) == ((), 0, 0)


TABLES: dict[str, Callable[..., str]] = {
    "mailchimp": writers.mailchimp,
    "substack": writers.substack,
    "ghost": writers.ghost,
    "csv": writers.plain,
}
how = st.fixed_dictionaries(
    {
        "delimiter": st.sampled_from(",;\t"),
        "newline": st.sampled_from(["\n", "\r\n", "\r"]),
        "quoting": st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    }
)


@pytest.mark.parametrize("format_", TABLES)
@settings(deadline=None)
@given(everybody(called=names), how, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32"]))
def test_everybody_in_a_table_is_found_once(format_: str, people: list[Someone], how: dict, encoding: str) -> None:
    data = TABLES[format_](people, **how).encode(encoding)
    check_that_everybody_is_found_once(data, people, format_, "mail")
    assert [entry.name for entry in read_list(data).entries] == [expected_name(one) for one in people]


@pytest.mark.parametrize("format_", TABLES)
@settings(deadline=None)
@given(everybody(called=western_names), how)
def test_everybody_in_a_table_from_an_old_windows_is_found_once(format_: str, people: list[Someone], how: dict) -> None:
    data = TABLES[format_](people, **how).encode("cp1252")
    check_that_everybody_is_found_once(data, people, format_, "mail")
    assert [entry.name for entry in read_list(data).entries] == [expected_name(one) for one in people]


@settings(deadline=None)
@given(everybody(handles), how)
def test_everybody_one_follows_is_found_once(people: list[Someone], how: dict) -> None:
    check_that_everybody_is_found_once(writers.following(people, **how), people, "mastodon-following", "handle")


@settings(deadline=None)
@given(everybody(called=st.text("aBcÄé李", min_size=1, max_size=10)), how)
def test_everybody_in_a_table_without_headings_is_found_once(people: list[Someone], how: dict) -> None:
    text = writers.table("", lambda one: [one.name, one.address, "7"], people, **how)
    check_that_everybody_is_found_once(text, people, "csv", "mail")
    assert [entry.name for entry in read_list(text.encode()).entries] == [expected_name(one) for one in people]


@pytest.mark.parametrize("write", [writers.vcard_21, writers.vcard_30, writers.vcard_40])
@settings(deadline=None)
@given(everybody())
def test_everybody_with_a_card_is_found_once(write: Callable[[list[Someone]], str], people: list[Someone]) -> None:
    text = write(people)
    check_that_everybody_is_found_once(text, people, "vcard", "mail")
    for entry, one in zip(read_list(text.encode()).entries, people, strict=True):
        assert entry.name in {expected_name(one), "?" if not one.name else expected_name(one)}


@settings(deadline=None)
@given(
    everybody(called=st.text("aBcÄé李,;-' ", max_size=10).map(str.strip)),
    st.sampled_from(["\n", "\r\n", "\r", ",", ";", ", ", ";\n", " ; "]),
    st.sampled_from(["{0}", "<{0}>", '"{1}" <{0}>', "{0} ", "mailto:{0}"]),
)
def test_everybody_who_was_pasted_is_found_once(people: list[Someone], between: str, form: str) -> None:
    text = between.join(form.format(one.address, one.name) for one in people)
    check_that_everybody_is_found_once(text, people, "addresses", "mail")


@settings(deadline=None)
@given(everybody(handles))
def test_every_account_that_was_pasted_is_found_once(people: list[Someone]) -> None:
    text = "\n".join(f"@{one.address}" for one in people)
    check_that_everybody_is_found_once(text, people, "mastodon-followers", "handle")


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["ann", "bo", "cy", "no"]), st.booleans()), min_size=1, max_size=20))
def test_every_row_ends_as_exactly_one_thing(rows: list[tuple[str, bool]]) -> None:
    text = "E-Mail,unsubscribed\n" + "".join(
        f"{'' if name == 'no' else name + '@example.org'},{'yes' if said_no else 'no'}\n" for name, said_no in rows
    )
    reading = check_that_it_adds_up(text.encode(), "")
    if reading is None:
        assert set(rows) == {("no", False)}
        return
    assert len(rows) == len(reading.entries) + len(reading.unreadable) + reading.repeated + reading.left_out
    refused = {f"{name}@example.org" for name, said_no in rows if said_no}
    assert not refused & {entry.address for entry in reading.entries}
