"""Nonsense to every address of favors: one sentence or a plain 404, never an error of ours, and no markup of theirs."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from folkmoot.favors.models import Entry
from folkmoot.favors.services import board, promising, settling
from folkmoot.favors.services.board import Draft, ask_for_help, offer_help
from folkmoot.favors.urls import urlpatterns
from folkmoot.favors.views.promising import FORMS
from tests.favors.ledger_world import did, looks

pytestmark = pytest.mark.django_db
EVIL = "\"><script>alert(1)</script>'{{7*7}}\u202etxt\r\nBcc: x@example.org"
WORDS = [
    "", "\x00", "0", "-1", "NaN", "1e999", "9" * 30, "١٢", "\ud83d".encode("utf-8", "surrogatepass").decode("latin-1"),
    "\u202e\u2066evil", "[]", "2027-13-45T99:99", "0001-01-01T00:00", "9999-12-31T23:59", "A" * 20_000, EVIL,
]  # fmt: skip
FIELDS = {
    "what", "words", "size", "minutes", "needed", "as_many", "topic", "place", "is_remote", "at", "expires", "once",
    "audience", "people", "find", "way", "ask", "reason", "gift", "agreed_at", "shared", "just_us", "giver", "done_at",
    "when", "text", "patience", "allowance", "crowd", "why", "look_again_on", "decision", "reminders", "suggest_me",
    "do", "to", "show", "clear",
}  # fmt: skip
QUERIES = ("text", "part", "how", "undo", "before", "received", "topic", "size", "place", "remote", "until", "words",
           "page", "kind", "key", "say", "q", "needed", "minutes", "giver", "to", "what", "promise")  # fmt: skip


@pytest.fixture
def world(cast):
    """Something behind every address, of the leader and the member."""
    ask = ask_for_help(cast.leader, cast.tribe, Draft("A word", 30, 3))
    own = ask_for_help(cast.member, cast.tribe, Draft("A lamp", 30, 3))
    offer = offer_help(cast.leader, cast.tribe, Draft("Bread", 30, None))
    promise = promising.promise_help(cast.member, ask.pk)
    favor = did(cast.tribe, cast.leader, cast.member, 30, "soup")
    return {
        "slug": [cast.tribe.slug], "ask_id": [ask.pk, own.pk], "offer_id": [offer.pk], "promise_id": [promise.pk],
        "favor_id": [favor], "version_id": [1],
    }  # fmt: skip


def addresses(world, ids=None):
    for pattern in urlpatterns:
        names = list(pattern.pattern.converters)
        rows = [{}]
        for name in names:
            some = world[name] if name == "slug" or ids is None else ids
            rows = [{**row, name: value} for row in rows for value in some]
        for row in rows:
            yield pattern.name, reverse(pattern.name, kwargs=row)


def browsers(cast):
    for person in (cast.member, cast.leader):
        client = Client(raise_request_exception=True)
        client.force_login(person)
        yield client


@pytest.mark.parametrize("word", WORDS, ids=[repr(word[:12]) for word in WORDS])
def test_no_form_and_no_query_of_favors_falls_over_nonsense(cast, world, word):
    sent, query = dict.fromkeys(FIELDS, word), dict.fromkeys(QUERIES, word)
    for client in browsers(cast):
        for _name, address in addresses(world):
            for answer in (
                client.get(address, query),
                client.post(address, sent),
                client.post(address, sent, headers={"hx-request": "true"}),
                client.post(f"{address}?undo={'x' if word == EVIL else ''}&part=few", sent),
            ):
                assert answer.status_code < 500, (address, answer.status_code)
                if answer.get("Content-Type", "").startswith("text/html"):
                    assert "<script>alert" not in answer.content.decode(), address


def test_numbers_of_thirty_digits_are_no_address(cast, world):
    for client in browsers(cast):
        for name, address in addresses(world, ids=[0, 1, 2**63 - 1, 2**63, 10**30]):
            if address.count("/") and re.search(r"/\d", address):
                for answer in (client.get(address), client.post(address, dict.fromkeys(FIELDS, "1"))):
                    assert answer.status_code in {404, 405} or (
                        name in {"contract_withdraw", "contract_change"} and answer.status_code == 302
                    ), (address, answer.status_code)


def test_markup_in_what_people_write_is_text_on_every_page_picture_calendar_and_export(cast):
    evil = "<img src=x onerror=alert(1)>\u202e\"'&<blink>"
    cast.member.display_name = "<svg/onload=alert(2)>"
    cast.member.save()
    ask = ask_for_help(
        cast.leader, cast.tribe, Draft(evil, 30, 3, words=f"{evil} [a](javascript:alert(3))", place=evil)
    )
    offer = offer_help(cast.leader, cast.tribe, Draft(evil, 30, None, words=evil))
    at = timezone.now() + timedelta(days=3)
    promise = promising.promise_help(cast.member, ask.pk, agreed_at=at, words=evil)
    promising.write_note(cast.leader, promise.pk, evil)
    asked = ask_for_help(cast.leader, cast.tribe, Draft(evil, 30))
    done = promising.promise_help(cast.member, asked.pk, agreed_at=at)
    promising.thank(cast.leader, done.pk)
    favor = Entry.objects.get(promise=done).pk
    did(cast.tribe, cast.leader, cast.member, 30, evil)
    other = did(cast.tribe, cast.member, cast.leader, 10, evil)
    settling.take_back(cast.member, other, evil)
    world = {"slug": [cast.tribe.slug], "ask_id": [ask.pk], "offer_id": [offer.pk], "promise_id": [promise.pk, done.pk],
             "favor_id": [favor, other], "version_id": [1]}  # fmt: skip
    seen = 0
    for client in browsers(cast):
        for _name, address in addresses(world):
            answer = client.get(address, follow=True)
            if answer.get("Content-Type", "").startswith("text/html") and answer.status_code == 200:
                text = answer.content.decode()
                seen += "&lt;img" in text
                for bad in ("<img src=x", "<svg/onload", 'href="javascript', "<blink>"):
                    assert bad not in text, (address, bad)
    assert seen > 10


def test_a_calendar_takes_no_lines_from_what_people_write(cast):
    evil = "A word\r\nBEGIN:VALARM\r\nACTION:EMAIL\nATTENDEE:mailto:x@example.org;\\n,"
    ask = ask_for_help(cast.leader, cast.tribe, Draft("A word", 30, place="x\r\nURL:javascript:1"))
    promise = promising.promise_help(cast.member, ask.pk, agreed_at=timezone.now() + timedelta(days=3))
    type(promise).objects.filter(pk=promise.pk).update(what=evil)  # as if a check had been forgotten
    text = looks(cast.member, "/favors/calendar.ics").content.decode()
    for line in text.split("\r\n"):
        assert not line.startswith(("BEGIN:VALARM", "ACTION", "ATTENDEE", "URL:javascript")), line
    assert "\n" not in text.replace("\r\n", "")


@pytest.mark.parametrize("key", ["", "0", "x" * 20_000, "\x00", "%00", "' OR 1=1 --", "9" * 30, "é"])
def test_no_key_but_the_right_one_opens_a_calendar(cast, key):
    answer = Client().get("/favors/calendar.ics", {"key": key})
    assert answer.status_code in {302, 401, 403, 404}, answer.status_code


def test_long_words_are_refused_in_a_sentence(cast):
    with pytest.raises(ValueError, match="too long"):
        board.ask_for_help(cast.member, cast.tribe, Draft("A" * 20_000, 5))
    with pytest.raises(ValueError, match="too long"):
        board.ask_for_help(cast.member, cast.tribe, Draft("A", 5, words="A" * 20_000))


def test_every_form_of_a_promise_is_among_what_is_tried():
    wanted = {field for form in FORMS.values() for field in form.base_fields}
    assert wanted <= FIELDS
