"""The pages of promises, thanks and wishes: who sees them, what each side can do there, and what is said after."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from folkmoot.favors.models import Entry, FavorSettings
from folkmoot.favors.services import board, promising, wishes
from folkmoot.permissions.services import joining
from tests.support.cast import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def promise(cast):
    """The member helps the leader."""
    ask = board.ask_for_help(cast.leader, cast.tribe, board.Draft("Mend the gate", 30))
    return promising.promise_help(cast.member, ask.pk)


def client_of(person):
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def text_of(answer):
    return " ".join(answer.content.decode().split())


def post(person, promise, what, data=None):
    return client_of(person).post(f"/promises/{promise.pk}/{what}/", data or {}, follow=True)


# --- the list ---------------------------------------------------------------------------------------
def test_without_promises_the_page_says_what_to_do(cast):
    told = text_of(client_of(cast.member).get("/promises/"))
    assert "Nothing is promised yet" in told
    assert f"/t/{cast.tribe.slug}/board/" in told
    assert "Find a tribe" in text_of(client_of(cast.outsider).get("/promises/"))


def test_each_side_sees_whose_turn_it_is(cast, promise):
    helper, receiver = (text_of(client_of(who).get("/promises/")) for who in (cast.member, cast.leader))
    assert "1 thing waits for you." in helper and "You do it for Leader" in helper
    assert "Nothing waits for you." in receiver and "Waiting for somebody else" in receiver
    promising.say_done(cast.member, promise.pk)
    helper, receiver = (text_of(client_of(who).get("/promises/")) for who in (cast.member, cast.leader))
    assert "Nothing waits for you." in helper
    assert "Member says that it happened. It is your turn" in receiver


def test_nobody_else_reads_of_a_promise(cast, promise):
    fellow = make_person("fellow")
    joining.admit(cast.tribe, fellow, timezone.now())
    for person in (fellow, cast.outsider, cast.removed):
        assert "Mend the gate" not in text_of(client_of(person).get("/promises/"))
        assert client_of(person).get(f"/promises/{promise.pk}/").status_code == 404
        for move in ("done", "thank", "dispute", "drop", "time", "note"):
            answer = client_of(person).post(f"/promises/{promise.pk}/{move}/", {"text": "x", "reason": "x"})
            assert answer.status_code == 404
    assert client_of(None).get(f"/promises/{promise.pk}/").headers["Location"].startswith("/account/login/")


def test_what_leaves_the_board_soon_is_asked_about_with_one_tap(cast):
    now = timezone.now()
    soon = board.Draft("Water the beans", 30, expires_at=now + timedelta(days=2))
    ask = board.ask_for_help(cast.member, cast.tribe, soon, now=now - timedelta(days=20))
    told = text_of(client_of(cast.member).get("/promises/"))
    assert "Is it still needed?" in told
    assert f'formaction="/asks/{ask.pk}/again/"' in told
    assert "Is it still needed?" not in text_of(client_of(cast.leader).get("/promises/"))


def test_what_was_put_there_for_a_day_is_not_asked_about(cast):
    soon = board.Draft("Water the beans", 30, expires_at=timezone.now() + timedelta(days=1))
    board.ask_for_help(cast.member, cast.tribe, soon)
    assert "Is it still needed?" not in text_of(client_of(cast.member).get("/promises/"))


def test_what_is_over_is_paged(cast):
    ask = board.ask_for_help(cast.leader, cast.tribe, board.Draft("Stones", 5, needed=None))
    for _ in range(23):
        promising.drop(cast.member, promising.promise_help(cast.member, ask.pk).pk)
    client = client_of(cast.member)
    first = client.get("/promises/")
    assert len(first.context["over"]) == 20
    second = client.get("/promises/" + first.context["older_url"].split("#")[0])
    assert len(second.context["over"]) == 3
    assert "Back to the newest" in text_of(second)
    assert client.get("/promises/?before=nonsense").status_code == 200


def test_the_list_takes_as_many_queries_for_many_as_for_one(cast, promise, django_assert_max_num_queries):
    client = client_of(cast.member)
    client.get("/promises/")
    with django_assert_max_num_queries(20) as few:
        client.get("/promises/")
    ask = board.ask_for_help(cast.leader, cast.tribe, board.Draft("Stones", 5, needed=None))
    for _ in range(12):
        promising.drop(cast.member, promising.promise_help(cast.member, ask.pk).pk)
    with django_assert_max_num_queries(len(few)):
        client.get("/promises/")


# --- one promise ------------------------------------------------------------------------------------
def test_who_left_the_tribe_keeps_the_promise_and_is_led_nowhere_they_may_not_go(cast, promise):
    page = f"/promises/{promise.pk}/"
    assert f"/t/{cast.tribe.slug}/board/" in text_of(client_of(cast.member).get(page))
    joining.remove_member(cast.tribe, cast.member, cast.leader)
    told = text_of(client_of(cast.member).get(page))
    assert "It is done" in told
    assert "/board/" not in told and f"/asks/{promise.ask_id}/" not in told


def test_the_helper_says_done_and_may_make_it_a_gift(cast, promise):
    assert "It is done" in text_of(client_of(cast.member).get(f"/promises/{promise.pk}/"))
    told = text_of(post(cast.member, promise, "done", {"gift": "on"}))
    assert "it is a gift, so nothing is owed" in told
    promise.refresh_from_db()
    assert (promise.state, promise.gift) == ("done", True)
    assert "Only they can thank" not in told


def test_the_receiver_thanks_for_less_and_keeps_it_between_the_two(cast, promise):
    told = text_of(post(cast.leader, promise, "thank", {"minutes": "20", "just_us": "on"}))
    assert "Thanked: 20 minutes of Member&#x27;s life." in told
    entry = Entry.objects.get(promise=promise)
    assert (entry.minutes, entry.shared) == (20, False)
    assert f"/favors/{entry.pk}/" in told


@pytest.mark.parametrize("minutes", ["31", "0", "-5", "", "many", "1e3", "99999999999999999999"])
def test_nonsense_minutes_are_said_beside_the_form_and_nothing_is_entered(cast, promise, minutes):
    answer = post(cast.leader, promise, "thank", {"minutes": minutes})
    assert answer.status_code == 422
    assert "Not sent yet" in text_of(answer)
    assert not Entry.objects.exists()


def test_a_side_that_has_no_such_move_is_told_so(cast, promise):
    for person, move, data in ((cast.leader, "done", {}), (cast.member, "thank", {"minutes": "30"})):
        answer = post(person, promise, move, data)
        assert answer.status_code == 403
        assert "That is for the other one to say." in text_of(answer)
    promise.refresh_from_db()
    assert promise.state == "promised"


def test_what_was_decided_meanwhile_leads_back_with_a_sentence(cast, promise):
    promising.drop(cast.leader, promise.pk)
    answer = post(cast.member, promise, "done")
    assert answer.status_code == 200
    assert "That was decided in the meantime" in text_of(answer)


def test_a_dispute_needs_words_and_the_helper_may_let_it_go(cast, promise):
    promising.say_done(cast.member, promise.pk)
    assert post(cast.leader, promise, "dispute").status_code == 422
    told = text_of(post(cast.leader, promise, "dispute", {"reason": "It still <b>squeaks</b>"}))
    assert "It still &lt;b&gt;squeaks&lt;/b&gt;" in told
    assert "Let it go" in text_of(client_of(cast.member).get(f"/promises/{promise.pk}/"))
    assert "Let go: it does not count." in text_of(post(cast.member, promise, "drop"))
    assert not Entry.objects.exists()


def test_dropping_with_less_than_a_day_left_is_warned_of_and_seen_by_the_two(cast, promise):
    promising.agree_on(cast.member, promise.pk, timezone.now() + timedelta(hours=5))
    assert "Less than 24 hours are left" in text_of(client_of(cast.member).get(f"/promises/{promise.pk}/"))
    assert "with less than 24 hours left" in text_of(post(cast.member, promise, "drop", {"reason": "A cold"}))
    for person in (cast.member, cast.leader):
        told = text_of(client_of(person).get(f"/promises/{promise.pk}/"))
        assert "Dropped late" in told and "A cold" in told


def test_dropping_early_is_easy(cast, promise):
    promising.agree_on(cast.member, promise.pk, timezone.now() + timedelta(days=5))
    assert "costs nothing" in text_of(client_of(cast.member).get(f"/promises/{promise.pk}/"))
    told = text_of(post(cast.leader, promise, "drop"))
    assert "Member sees it on their page" in told and "Dropped late" not in told


def test_a_time_is_agreed_in_ones_own_zone_and_taken_back(cast, promise):
    cast.member.time_zone = "Pacific/Auckland"
    cast.member.save()
    day = (timezone.now() + timedelta(days=5)).date()
    answer = post(cast.member, promise, "time", {"agreed_at": f"{day}T18:30"})
    promise.refresh_from_db()
    assert timezone.localtime(promise.agreed_at, timezone.zoneinfo.ZoneInfo("Pacific/Auckland")).hour == 18
    assert ", 18:30" in text_of(answer)
    (message,) = answer.context["messages"]
    told = text_of(client_of(cast.member).post(message.extra_tags, follow=True))
    assert "No time is agreed any more." in told
    promise.refresh_from_db()
    assert promise.agreed_at is None


def test_undoing_a_change_of_time_brings_the_one_before(cast, promise):
    first = (timezone.now() + timedelta(days=5)).replace(second=0, microsecond=0)
    promising.agree_on(cast.leader, promise.pk, first)
    answer = post(cast.member, promise, "time", {"clear": "1"})
    (message,) = answer.context["messages"]
    client_of(cast.member).post(message.extra_tags)
    promise.refresh_from_db()
    assert promise.agreed_at == first


@pytest.mark.parametrize("when", ["yesterday", "0001-01-01T00:00", "9999-12-31T23:59", "2026-13-01T10:00"])
def test_a_time_that_cannot_be_is_said(cast, promise, when):
    for zone in ("Pacific/Auckland", "America/New_York"):
        cast.member.time_zone = zone
        cast.member.save()
        assert post(cast.member, promise, "time", {"agreed_at": when}).status_code == 422


@pytest.mark.parametrize("undo", ["nonsense", "2026-99-99T00:00:00Z", "0001-01-01T00:00:00", "9999-12-31T00:00:00Z"])
def test_an_undo_that_nobody_was_given_breaks_nothing(cast, promise, undo):
    answer = client_of(cast.member).post(f"/promises/{promise.pk}/time/?undo={undo}", follow=True)
    assert answer.status_code in (200, 422)


def test_notes_are_plain_text_between_the_two(cast, promise):
    told = text_of(post(cast.member, promise, "note", {"text": "<script>alert(1)</script>\nBring the ladder"}))
    assert "&lt;script&gt;" in told and "<script>alert" not in told
    assert "Bring the ladder" in text_of(client_of(cast.leader).get(f"/promises/{promise.pk}/"))
    assert post(cast.member, promise, "note", {"text": " "}).status_code == 422


def test_notes_have_a_budget(cast, promise):
    for n in range(60):
        post(cast.member, promise, "note", {"text": f"{n}"})
    answer = post(cast.member, promise, "note", {"text": "one more"})
    assert answer.status_code == 422
    assert "one more" in text_of(answer)


def test_a_form_of_a_move_that_is_gone_says_so(cast, promise):
    promising.thank(cast.leader, promise.pk)
    answer = post(cast.leader, promise, "dispute", {"reason": ""})
    assert answer.status_code == 422
    assert "not any more" in text_of(answer)


# --- thanks for what nobody asked for ---------------------------------------------------------------
def test_thanking_begins_with_whom(cast):
    told = text_of(client_of(cast.member).get(f"/t/{cast.tribe.slug}/thank/"))
    assert "?to=leader" in told and "?to=member" not in told and "outsider" not in told
    told = text_of(client_of(cast.member).get(f"/t/{cast.tribe.slug}/thank/?q=nobody<b>"))
    assert "nobody&lt;b&gt;" in told


def thanks(**more):
    return {"to": "leader", "what": "Lent me a ladder", "size": "moment", "who_reads": "tribe", "once": "abc", **more}


def test_thanks_are_entered_once_however_often_they_are_sent(cast):
    client = client_of(cast.member)
    for _ in range(2):
        answer = client.post(f"/t/{cast.tribe.slug}/thank/", thanks())
        assert answer.status_code == 302
    (entry,) = Entry.objects.all()
    assert (entry.giver, entry.receiver, entry.minutes, entry.shared) == (cast.leader, cast.member, 5, True)
    assert answer.headers["Location"] == f"/favors/{entry.pk}/"


def test_thanks_sent_twice_at_the_same_time_are_entered_once(ledger_to_be_emptied, cast):
    clients = [Client(), Client()]
    clients[0].force_login(cast.member)
    clients[1].cookies = clients[0].cookies
    barrier, came = threading.Barrier(2), []

    def send(client):
        try:
            barrier.wait(10)
            came.append(client.post(f"/t/{cast.tribe.slug}/thank/", thanks()).headers["Location"])
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert came == [f"/favors/{Entry.objects.get().pk}/"] * 2


def test_thanks_say_exact_minutes_a_day_and_between_whom(cast):
    day = timezone.localdate() - timedelta(days=3)
    sent = thanks(size="exact", minutes="45", day=f"{day}", who_reads="us")
    client_of(cast.member).post(f"/t/{cast.tribe.slug}/thank/", sent)
    (entry,) = Entry.objects.all()
    assert (entry.minutes, entry.shared, entry.done_at.date()) == (45, False, day)


def test_minutes_that_were_not_chosen_do_not_matter(cast):
    sent = thanks(size="afternoon", minutes="nonsense")
    client_of(cast.member).post(f"/t/{cast.tribe.slug}/thank/", sent)
    assert Entry.objects.get().minutes == 240


def test_the_page_of_somebody_of_ones_tribe_leads_to_thanks(cast):
    there = f"/t/{cast.tribe.slug}/thank/?to=leader"
    assert there in text_of(client_of(cast.member).get("/people/leader/"))
    assert "/thank/" not in text_of(client_of(cast.outsider).get("/people/leader/"))
    assert "/thank/" not in text_of(client_of(cast.leader).get("/people/leader/"))
    assert "Thank Leader" in text_of(client_of(cast.member).get(there))


@pytest.mark.parametrize(
    "wrong",
    [
        {"what": " "},
        {"what": "x" * 121},
        {"size": "exact"},
        {"size": "exact", "minutes": "6001"},
        {"size": "huge"},
        {"day": "2999-01-01"},
        {"day": "0001-01-01"},
        {"day": "soon"},
        {"who_reads": "everybody"},
        {"to": "outsider"},
        {"to": "member"},
        {"to": "removed"},
        {"to": "\x00"},
        {"to": ""},
    ],
)
def test_wrong_thanks_are_not_entered(cast, wrong):
    answer = client_of(cast.member).post(f"/t/{cast.tribe.slug}/thank/", thanks(**wrong))
    assert answer.status_code == 422
    assert not Entry.objects.exists()


def test_only_members_thank(cast):
    for person in (cast.outsider, cast.removed):
        for method in ("get", "post"):
            answer = getattr(client_of(person), method)(f"/t/{cast.tribe.slug}/thank/", thanks())
            assert answer.status_code == 404
    assert not Entry.objects.exists()


# --- wishes -----------------------------------------------------------------------------------------
def test_reminders_and_being_found_are_ones_own_to_say(cast):
    client = client_of(cast.member)
    told = text_of(client.get("/settings/favors/"))
    assert "They can guess from it that you received something." in told
    client.post("/settings/favors/", {"suggest_me": "on"})
    have = wishes.settings_of(cast.member)
    assert (have.reminders, have.suggest_me) == (False, True)
    assert wishes.settings_of(cast.leader).reminders


def test_the_address_of_the_calendar_is_shown_once_and_forgotten(cast):
    client = client_of(cast.member)
    made = text_of(client.post("/settings/favors/", {"new_key": "1"}))
    assert "/favors/calendar.ics?key=" in made
    key = made.split("calendar.ics?key=")[1].split('"')[0]
    assert FavorSettings.objects.get(person=cast.member).calendar_key == wishes.digest(key)
    assert key not in text_of(client.get("/settings/favors/"))
    client.post("/settings/favors/", {"forget_key": "1"})
    assert FavorSettings.objects.get(person=cast.member).calendar_key == ""


def test_the_settings_list_leads_there(cast):
    assert "/settings/favors/" in text_of(client_of(cast.member).get("/settings/"))
