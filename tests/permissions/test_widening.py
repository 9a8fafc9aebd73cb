"""Asking for a wider permission: only after dialogue, once, and a 'not now' looks like no answer."""

import re
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from folkmoot.permissions import selectors
from folkmoot.permissions.models import PermissionVersion, Widening
from folkmoot.permissions.rules import Per, Scope, Terms, TermsError
from folkmoot.permissions.selectors import permission_between, topics_of
from folkmoot.permissions.services import joining
from folkmoot.permissions.services.giving import NotYours, change_permission, give_permission, undo_change
from folkmoot.permissions.services.widening import ask_for_wider, decline_widening, grant_widening
from folkmoot.talk.services import answer_post, publish_post
from folkmoot.tribes.services import Refused
from tests.support.cast import THEN, make_person

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
NARROW = Terms(at_most=5, per=Per.WEEK)
WIDE = Terms(at_most=20, per=Per.WEEK)


def talk(writer, reader, messages=5, answers=1, tribe=None, now=THEN) -> None:
    """``messages`` of the writer's reach the reader, who answers some of them."""
    for number in range(messages):
        said = publish_post(writer, tribe, f"Word {number}", now=now + timedelta(minutes=number))
        if number < answers:
            answer_post(reader, said.post, "Indeed", now=now + timedelta(minutes=number, seconds=30))


@pytest.fixture
def pair(db):
    """A writer whom a reader lets through five times a week, after real dialogue."""
    writer, reader = make_person("writer"), make_person("reader")
    give_permission(reader, writer, Scope.POSTS, NARROW, now=THEN - DAY)
    talk(writer, reader)
    return writer, reader


@contextmanager
def clock(monkeypatch, now):
    """The machine's clock, as far as Django's code asks it."""
    with monkeypatch.context() as patch:
        patch.setattr(timezone, "now", lambda: now)
        yield


@pytest.mark.parametrize(("messages", "answers"), [(4, 4), (5, 0), (0, 0)])
def test_it_cannot_be_asked_without_dialogue(db, messages, answers):
    writer, reader = make_person("writer"), make_person("reader")
    give_permission(reader, writer, Scope.POSTS, NARROW, now=THEN - DAY)
    talk(writer, reader, messages, answers)
    with pytest.raises(Refused):
        ask_for_wider(writer, reader, Scope.POSTS, WIDE, now=THEN + DAY)
    assert not Widening.objects.exists()


def test_a_stranger_does_not_learn_what_somebody_permits(db):
    writer, reader = make_person("writer"), make_person("reader")
    told = []
    for _ in range(2):
        with pytest.raises(Refused) as refused:
            ask_for_wider(writer, reader, Scope.POSTS, WIDE, now=THEN)
        told.append(str(refused.value))
        give_permission(reader, writer, Scope.POSTS, Terms(), now=THEN)
    assert told[0] == told[1]


def test_what_is_granted_takes_the_terms_that_were_asked_for(pair):
    writer, reader = pair
    asked = ask_for_wider(writer, reader, Scope.POSTS, WIDE, "I write more in spring", now=THEN + DAY)
    given = grant_widening(reader, asked.pk, now=THEN + 2 * DAY)
    assert given.terms == WIDE
    assert selectors.history(reader, given.pk)[0].why == PermissionVersion.Why.WIDENED
    for number in range(6):
        publish_post(writer, None, f"More {number}", now=THEN + 3 * DAY + timedelta(minutes=number))
    assert selectors.used_by_permission(reader.pk, THEN + 4 * DAY)[given.pk][0] == 11


def test_what_is_granted_sends_no_mail_unless_it_did_before(pair):
    writer, reader = pair
    give_permission(reader, writer, Scope.POSTS, Terms(at_most=5, interrupt=True), now=THEN + DAY)
    asked = ask_for_wider(writer, reader, Scope.POSTS, WIDE, now=THEN + DAY)
    assert grant_widening(reader, asked.pk, now=THEN + 2 * DAY).interrupt
    letters = ask_for_wider(writer, reader, Scope.LETTERS, Terms(), now=THEN + 3 * DAY)
    assert not grant_widening(reader, letters.pk, now=THEN + 4 * DAY).interrupt


def test_a_grant_can_be_undone(pair):
    writer, reader = pair
    asked = ask_for_wider(writer, reader, Scope.POSTS, WIDE, now=THEN + DAY)
    given = grant_widening(reader, asked.pk, now=THEN + 2 * DAY)
    assert undo_change(reader, given.pk, given.version_id).terms == NARROW


def test_one_more_scope_can_be_asked_for(pair):
    writer, reader = pair
    asked = ask_for_wider(writer, reader, Scope.ASKS, Terms(at_most=1, per=Per.MONTH), now=THEN + DAY)
    grant_widening(reader, asked.pk, now=THEN + 2 * DAY)
    assert permission_between(reader.pk, writer.pk, Scope.ASKS).at_most == 1


def test_what_is_permitted_already_need_not_be_asked_for(pair):
    writer, reader = pair
    for terms in (NARROW, Terms(at_most=1), Terms(at_most=5, per=Per.MONTH)):
        with pytest.raises(Refused):
            ask_for_wider(writer, reader, Scope.POSTS, terms, now=THEN + DAY)


def test_nobody_asks_themselves_or_for_nonsense(pair):
    writer, reader = pair
    with pytest.raises(Refused):
        ask_for_wider(writer, writer, Scope.POSTS, WIDE, now=THEN + DAY)
    for terms in (Terms(at_most=0), Terms(topics=0)):
        with pytest.raises(TermsError):
            ask_for_wider(writer, reader, Scope.POSTS, terms, now=THEN + DAY)


def test_only_the_giver_answers_and_only_once(pair):
    writer, reader = pair
    asked = ask_for_wider(writer, reader, Scope.POSTS, WIDE, now=THEN + DAY)
    for act in (grant_widening, decline_widening):
        with pytest.raises(NotYours):
            act(writer, asked.pk, now=THEN + 2 * DAY)
    decline_widening(reader, asked.pk, now=THEN + 2 * DAY)
    for act in (grant_widening, decline_widening):
        with pytest.raises(NotYours):
            act(reader, asked.pk, now=THEN + 3 * DAY)
    assert permission_between(reader.pk, writer.pk, Scope.POSTS).terms == NARROW


def test_a_request_lapses_after_ninety_days(pair):
    writer, reader = pair
    asked = ask_for_wider(writer, reader, Scope.POSTS, WIDE, now=THEN + DAY)
    assert selectors.open_widenings(reader, THEN + 90 * DAY).exists()
    assert not selectors.open_widenings(reader, THEN + 92 * DAY).exists()
    with pytest.raises(NotYours):
        grant_widening(reader, asked.pk, now=THEN + 92 * DAY)


def test_one_request_is_open_at_a_time(pair):
    writer, reader = pair
    ask_for_wider(writer, reader, Scope.POSTS, WIDE, now=THEN + DAY)
    for scope in (Scope.POSTS, Scope.LETTERS):
        with pytest.raises(Refused):
            ask_for_wider(writer, reader, scope, Terms(), now=THEN + 2 * DAY)
    assert Widening.objects.count() == 1


def test_after_a_yes_there_may_be_another_request(pair):
    writer, reader = pair
    asked = ask_for_wider(writer, reader, Scope.POSTS, WIDE, now=THEN + DAY)
    grant_widening(reader, asked.pk, now=THEN + 2 * DAY)
    ask_for_wider(writer, reader, Scope.POSTS, Terms(), now=THEN + 3 * DAY)
    assert Widening.objects.filter(state="open").count() == 1


@pytest.mark.parametrize("declined_after", [0, 1, 45, 89])
def test_after_a_not_now_there_is_none_for_ninety_days_whenever_it_was_said(pair, declined_after):
    writer, reader = pair
    asked_at = THEN + DAY
    asked = ask_for_wider(writer, reader, Scope.POSTS, WIDE, now=asked_at)
    declined_at = asked_at + declined_after * DAY + timedelta(hours=1)
    decline_widening(reader, asked.pk, now=declined_at)
    with pytest.raises(Refused):
        ask_for_wider(writer, reader, Scope.POSTS, WIDE, now=declined_at + 90 * DAY - timedelta(minutes=1))


# --- 'not now' looks like no answer -----------------------------------------------------------------

CHECKED_DAYS = (0, 1, 89, 91, 179, 181)


def seen_by_asker(monkeypatch, client, writer, reader, asked_at, declined_after=None) -> list[tuple]:
    """Everything the asker sees on the days that matter, when the reader says 'not now' after a while or never."""
    seen: list[tuple] = []
    client.force_login(writer)
    with clock(monkeypatch, asked_at):
        asked = ask_for_wider(writer, reader, Scope.POSTS, WIDE, "More?")
    for day in CHECKED_DAYS:
        if declined_after is not None and declined_after < (day + 1) * DAY:
            with clock(monkeypatch, asked_at + declined_after):
                decline_widening(reader, asked.pk)
            declined_after = None
        with clock(monkeypatch, asked_at + day * DAY + timedelta(hours=2)):
            page = client.get(reverse("widen", args=[reader.name]))
            seen.append((day, "page", page.status_code, page.context["problem"], list(page.context["form"].fields)))
            seen.append((day, "main", _main(page)))
            profile = client.get(reverse("profile", args=[reader.name]))
            seen.append((day, "profile", profile.status_code, _main(profile)))
            fields = {"scope": "1", "which": "all", "at_most": "20", "per": "7", "words": "More?"}
            if day < 180:  # after that it would be asked anew
                sent = client.post(reverse("widen", args=[reader.name]), fields)
                seen.append((day, "sent", sent.status_code, _main(sent)))
                for scope in (Scope.POSTS, Scope.LETTERS):
                    seen.append((day, "service", scope, _answer(writer, reader, scope)))
    with clock(monkeypatch, asked_at + 181 * DAY + timedelta(hours=3)):
        seen.append(("again", client.post(reverse("widen", args=[reader.name]), fields).status_code))
        seen.append(("again", _answer(writer, reader, Scope.POSTS)))
    return seen


def _answer(writer, reader, scope) -> str:
    try:
        ask_for_wider(writer, reader, scope, WIDE)
    except Refused as refused:
        return str(refused)
    return "asked"


def _main(response) -> str:
    """What stands in the page's main part, without the token that differs in every form."""
    html = response.content.decode()
    main = html[html.index("<main") : html.index("</main>")] if "<main" in html else html
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", main)


@pytest.mark.parametrize("declined_after", [timedelta(hours=1), 45 * DAY, 89 * DAY + timedelta(hours=1)])
def test_the_asker_sees_the_same_whether_somebody_said_not_now_or_nothing(monkeypatch, client, pair, declined_after):
    writer, reader = pair
    asked_at = timezone.now().replace(microsecond=0)  # so that the client's session is alive on each day
    monkeypatch.setattr("django.conf.settings.SESSION_COOKIE_AGE", 400 * 24 * 3600)
    silent = seen_by_asker(monkeypatch, client, writer, reader, asked_at)
    Widening.objects.all().delete()
    declined = seen_by_asker(monkeypatch, client, writer, reader, asked_at, declined_after)
    assert Widening.objects.filter(state="not_now").exists()
    assert [entry[:2] for entry in silent] == [entry[:2] for entry in declined]
    for without, with_refusal in zip(silent, declined, strict=True):
        assert without == with_refusal
    told = {entry[-1] for entry in silent if entry[1] == "service"}
    assert told == {"You have asked already. Now it is theirs to decide."}
    problems = [entry[3] for entry in silent if entry[1] == "page"]
    assert [bool(problem) for problem in problems] == [True, True, True, True, True, False]
    assert ("again", 302) in silent  # after 180 days they may ask anew, however it went


# --- for a tribe ------------------------------------------------------------------------------------


@pytest.fixture
def dialogue_in_the_tribe(cast):
    permission = permission_between(cast.member.pk, cast.tribe.pk, Scope.POSTS)
    change_permission(cast.member, permission.pk, Terms(at_most=5), now=THEN - DAY)
    talk(cast.leader, cast.member, tribe=cast.tribe)
    return cast


def test_a_leader_asks_for_the_tribe(dialogue_in_the_tribe):
    cast = dialogue_in_the_tribe
    garden = topics_of(cast.tribe.pk)[0]
    terms = Terms(topics=1 << garden.slot, at_most=10)
    asked = ask_for_wider(cast.leader, cast.member, Scope.POSTS, terms, tribe=cast.tribe, now=THEN + DAY)
    assert (asked.holder_id, asked.asked_by) == (cast.tribe.pk, cast.leader)
    grant_widening(cast.member, asked.pk, now=THEN + 2 * DAY)
    assert permission_between(cast.member.pk, cast.tribe.pk, Scope.POSTS).terms == terms


def test_only_a_leader_asks_for_the_tribe(dialogue_in_the_tribe):
    cast = dialogue_in_the_tribe
    for person in (cast.member, cast.outsider, cast.removed):
        with pytest.raises(Refused):
            ask_for_wider(person, cast.leader, Scope.ASKS, Terms(), tribe=cast.tribe, now=THEN + DAY)


def test_a_tribe_asks_its_members_only_and_a_yes_after_leaving_counts_for_nothing(dialogue_in_the_tribe):
    cast = dialogue_in_the_tribe
    asked = ask_for_wider(cast.leader, cast.member, Scope.POSTS, Terms(), tribe=cast.tribe, now=THEN + DAY)
    joining.leave_tribe(cast.tribe, cast.member, now=THEN + 2 * DAY)
    with pytest.raises(Refused):
        grant_widening(cast.member, asked.pk, now=THEN + 3 * DAY)
    assert permission_between(cast.member.pk, cast.tribe.pk, Scope.POSTS) is None
    with pytest.raises(Refused):
        ask_for_wider(cast.leader, cast.member, Scope.ASKS, Terms(), tribe=cast.tribe, now=THEN + 200 * DAY)
