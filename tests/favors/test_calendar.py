"""The calendar of promised dates: what RFC 5545 wants of it, who opens it, and what stands in nobody else's."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import vobject
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.favors.calendar import calendar_of
from folkmoot.favors.models import FavorSettings, Promise
from folkmoot.favors.selectors import taking_along
from folkmoot.favors.services.board import Draft, ask_for_help
from folkmoot.favors.services.promising import agree_on, drop, promise_help, say_done, thank, write_note
from folkmoot.favors.services.wishes import forget_calendar_key, new_calendar_key
from folkmoot.people.models import Person
from folkmoot.permissions.services import joining
from folkmoot.tribes.models import Tribe
from tests.support.cast import make_person

pytestmark = pytest.mark.django_db
FEED = "/favors/calendar.ics"
WHEN = timezone.now().replace(microsecond=0) + timedelta(days=3)


@pytest.fixture
def two():
    """Ann, who helps, and ben, who is helped, in a tribe of his."""
    ann, ben = make_person("ann"), make_person("ben")
    tribe = joining.found_tribe(ben, "Linden Street", "We look after it.")
    joining.admit(tribe, ann, timezone.now())
    return ann, ben


def promised(ann: Person, ben: Person, what: str = "Mend the gate", when: datetime | None = WHEN) -> Promise:
    tribe = ben.memberships.get().tribe
    ask = ask_for_help(ben, tribe, Draft(what, 45, None, words="S3CRET words", place="S3CRET place"))
    return promise_help(ann, ask.pk, agreed_at=when, words="S3CRET note")


def events(person: Person) -> list:
    return vobject.readOne(calendar_of(person).decode()).contents.get("vevent", [])


# --- what it is ------------------------------------------------------------------------------------------------------


def test_it_is_a_calendar_as_rfc_5545_wants_it(two):
    ann, ben = two
    promised(ann, ben)
    raw = calendar_of(ann)
    calendar = vobject.readOne(raw.decode())
    assert (calendar.version.value, calendar.prodid.value) == ("2.0", "-//Folkmoot//Favors//EN")
    calendar.validate(raiseException=True)
    (event,) = calendar.vevent_list
    once = ("uid", "dtstamp", "dtstart", "dtend", "summary", "status", "sequence", "description", "url")
    assert [len(event.contents[name]) for name in once] == [1] * len(once)
    assert {"valarm", "organizer", "attendee", "location", "duration"} & set(event.contents) == set()
    lines = raw.split(b"\r\n")
    assert lines[-1] == b"" and b"\n" not in b"".join(lines) and b"\r" not in b"".join(lines)
    assert max(len(line) for line in lines) <= 75
    for name in ("DTSTAMP", "DTSTART", "DTEND", "CREATED", "LAST-MODIFIED"):
        assert re.search(rb"\r\n%s:\d{8}T\d{6}Z\r\n" % name.encode(), raw), name


def test_each_side_reads_what_it_is_from_where_they_stand(two):
    ann, ben = two
    promise = promised(ann, ben)
    (hers,), (his,) = events(ann), events(ben)
    assert hers.summary.value == "You promised: Mend the gate"
    assert his.summary.value == "Ann promised you: Mend the gate"
    assert hers.uid.value != his.uid.value
    for event in (hers, his):
        assert event.dtstart.value == WHEN
        assert event.dtend.value == WHEN + timedelta(minutes=45)
        assert event.status.value == "CONFIRMED"
        assert event.description.value.endswith(f"/promises/{promise.pk}/")
        assert event.url.value == f"http://127.0.0.1:8000/promises/{promise.pk}/"
    assert hers.description.value.startswith("For Ben in Linden Street, 45 minutes.\n")
    assert his.description.value.startswith("By Ann in Linden Street, 45 minutes.\n")


def test_a_promise_without_a_time_is_not_in_it(two):
    promised(two[0], two[1], when=None)
    assert events(two[0]) == events(two[1]) == []
    vobject.readOne(calendar_of(two[0]).decode())


def test_other_people_s_words_about_it_are_not_in_it(two):
    ann, ben = two
    write_note(ben, promised(ann, ben).pk, "S3CRET: the key is under the pot")
    for person in two:
        text = calendar_of(person).decode()
        assert "S3CRET" not in text and "@example.org" not in text


def test_a_promise_between_others_is_not_in_it(two):
    ann, ben = two
    promised(ann, ben)
    other = make_person("cho")
    joining.admit(ben.memberships.get().tribe, other, timezone.now())
    assert events(other) == []


# --- changes ---------------------------------------------------------------------------------------------------------


def test_its_sequence_grows_with_every_change_and_its_name_stays(two):
    ann, ben = two
    promise = promised(ann, ben)
    seen = events(ann)
    agree_on(ben, promise.pk, WHEN + timedelta(days=1), now=timezone.now() + timedelta(minutes=1))
    seen += events(ann)
    agree_on(ann, promise.pk, WHEN, now=timezone.now() + timedelta(minutes=2))
    seen += events(ann)
    say_done(ann, promise.pk, now=timezone.now() + timedelta(minutes=3))
    thank(ben, promise.pk, 20, now=timezone.now() + timedelta(minutes=4))
    seen += events(ann)
    numbers = [int(event.sequence.value) for event in seen]
    assert numbers[0] == 0 and numbers == sorted(set(numbers))
    assert [event.dtstamp.value for event in seen] == sorted({event.dtstamp.value for event in seen})
    assert [event.dtstart.value - WHEN for event in seen] == [timedelta(days=n) for n in (0, 1, 0, 0)]
    assert [event.dtend.value - event.dtstart.value for event in seen] == [
        timedelta(minutes=m) for m in [45] * 3 + [20]
    ]
    assert len({event.uid.value for event in seen}) == 1


def test_a_dropped_promise_is_canceled_so_that_programs_take_it_out(two):
    ann, ben = two
    promise = promised(ann, ben)
    drop(ben, promise.pk, "S3CRET reason", now=timezone.now() + timedelta(minutes=5))
    for person in two:
        (event,) = events(person)
        assert event.status.value == "CANCELLED"
        assert int(event.sequence.value) >= 299
    assert "S3CRET" not in calendar_of(ann).decode()


def test_a_time_that_is_taken_back_leaves_the_calendar(two):
    ann, ben = two
    promise = promised(ann, ben)
    agree_on(ann, promise.pk, None)
    assert events(ann) == events(ben) == []


def test_the_latest_dates_are_kept_when_there_are_too_many(two, monkeypatch):
    ann, ben = two
    for day in (3, 1, 2):
        promised(ann, ben, f"Day {day}", WHEN + timedelta(days=day))
    monkeypatch.setattr(taking_along, "DATES_MOST", 2)
    assert [event.summary.value for event in events(ann)] == ["You promised: Day 2", "You promised: Day 3"]


def test_the_number_of_queries_does_not_grow_with_the_dates(two, django_assert_num_queries):
    ann, ben = two
    for day in range(5):
        promised(ann, ben, f"Day {day}", WHEN + timedelta(days=day))
    with django_assert_num_queries(1):
        calendar_of(ann)


# --- text that people write ------------------------------------------------------------------------------------------

# The library takes a backslash before a capital N for a break of the line, and writes one; that is all it loses.
line = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=120).filter(
    lambda text: text.strip() and "\\N" not in text
)


@settings(max_examples=60, deadline=None)
@given(what=line, name=line)
def test_whatever_people_write_stays_within_its_property(what, name):
    tribe_name = "A, B; C\\n:"
    ann, ben = Person(id=1, display_name=name), Person(id=2, display_name="Ben")
    promise = _unsaved(ann, ben, what, tribe_name)
    text = _of(promise, ben)
    (event,) = vobject.readOne(text).vevent_list
    assert event.summary.value == f"{name} promised you: {what}"
    assert event.description.value.startswith(f"By {name} in {tribe_name}, 45 minutes.\n")
    names = {"begin", "end", "uid", "dtstamp", "last-modified", "sequence", "created", "dtstart", "dtend"}
    names |= {"summary", "description", "url", "status"}
    assert set(event.contents) <= names


def test_words_that_look_like_properties_are_only_words(two):
    ann, ben = two
    sly = "x\r\nATTACH:http://evil.example/\nBEGIN:VALARM, or; not\\n"
    promised(ann, ben, sly)
    raw = calendar_of(ann)
    assert b"\nATTACH" not in raw and b"\nBEGIN:VALARM" not in raw
    (event,) = events(ann)
    assert event.summary.value == "You promised: x ATTACH:http://evil.example/ BEGIN:VALARM, or; not\\n"


def _unsaved(helper: Person, receiver: Person, what: str, tribe_name: str) -> Promise:
    return Promise(
        id=5, helper=helper, receiver=receiver, tribe=Tribe(name=tribe_name), what=what, minutes=45,
        agreed_at=datetime(2026, 3, 3, 9, tzinfo=UTC), promised_at=datetime(2026, 3, 2, 9, tzinfo=UTC),
    )  # fmt: skip


def _of(promise: Promise, person: Person) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("folkmoot.favors.calendar.promised_dates", lambda person: [promise])
        return calendar_of(person).decode()


# --- who opens it ----------------------------------------------------------------------------------------------------


def fetch(key: str | None = None, person: Person | None = None):
    client = Client()
    if person is not None:
        client.force_login(person)
    return client.get(FEED, {} if key is None else {"key": key})


def test_whoever_is_signed_in_gets_their_own(two):
    ann, ben = two
    promised(ann, ben)
    answer = fetch(person=ben)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert "Ann promised you" in answer.content.decode()
    assert "private" in answer["Cache-Control"] and "public" not in answer["Cache-Control"]
    assert "Cookie" in answer["Vary"]


def test_a_visitor_without_a_key_is_asked_to_sign_in():
    answer = fetch()
    assert answer["Location"] == "/account/login/?next=/favors/calendar.ics"


def test_a_key_opens_the_calendar_of_whoever_it_belongs_to_without_a_session(two):
    ann, ben = two
    promised(ann, ben)
    answer = fetch(new_calendar_key(ann))
    assert "You promised: Mend the gate" in answer.content.decode()
    assert not answer.cookies
    assert "private" in answer["Cache-Control"]


def test_a_key_shows_its_owner_s_dates_whoever_is_signed_in(two):
    ann, ben = two
    promised(ann, ben)
    outsider = make_person("cho")
    key = new_calendar_key(outsider)
    for person in (None, ann, ben, outsider):
        answer = fetch(key, person)
        assert answer.status_code == 200 and "promised" not in answer.content.decode().replace("Promised", "")


def test_a_wrong_key_opens_nothing_even_for_who_is_signed_in(two):
    ann, _ = two
    key = new_calendar_key(ann)
    digest = FavorSettings.objects.get(person=ann).calendar_key
    for wrong in ("", "nonsense", key[:-1], key + "x", digest, key.swapcase()):
        assert fetch(wrong).status_code == 404
        assert fetch(wrong, ann).status_code == 404


def test_a_key_that_was_replaced_or_forgotten_opens_nothing(two):
    ann, _ = two
    first = new_calendar_key(ann)
    second = new_calendar_key(ann)
    assert (fetch(first).status_code, fetch(second).status_code) == (404, 200)
    forget_calendar_key(ann)
    assert (fetch(second).status_code, fetch("").status_code) == (404, 404)


def test_the_key_of_somebody_who_is_gone_opens_nothing(two):
    ann, _ = two
    key = new_calendar_key(ann)
    Person.objects.filter(pk=ann.pk).update(is_active=False)
    assert fetch(key).status_code == 404


def test_it_can_be_fetched_once_a_minute_and_wrong_keys_are_counted_apart(two):
    ann, ben = two
    key = new_calendar_key(ann)
    assert [fetch(key).status_code for _ in range(61)] == [200] * 60 + [429]
    assert fetch(person=ben).status_code == 200
    assert [fetch("wrong").status_code for _ in range(31)] == [404] * 30 + [429]
    assert fetch(new_calendar_key(ben)).status_code == 200


def test_it_is_only_for_reading(two):
    client = Client()
    client.force_login(two[0])
    assert client.post(FEED).status_code == 405
    assert client.head(FEED).status_code == 200
