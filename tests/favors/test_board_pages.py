"""The pages of the board and of offers: what stands there, for whom, and what one finds."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from folkmoot.favors.models import Offer, Promise
from folkmoot.favors.services import board, promising
from folkmoot.favors.services.board import Draft
from folkmoot.permissions.selectors import topics_of
from folkmoot.permissions.services import joining
from tests.support.cast import make_person

pytestmark = pytest.mark.django_db


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


def text_of(answer):
    return " ".join(answer.content.decode().split())


def board_of(cast, person, query=""):
    return client_of(person).get(f"/t/{cast.tribe.slug}/board/{query}")


def names_on(answer):
    return [card.row.what for card in answer.context["cards"]]


@pytest.fixture
def friend(cast):
    made = make_person("friend", can_help_with="sewing and ladders")
    joining.admit(cast.tribe, made, timezone.now())
    return made


# --- what stands there ------------------------------------------------------------------------------
def test_an_empty_board_says_what_one_can_do(cast):
    told = text_of(board_of(cast, cast.member))
    assert "Nobody needs anything just now" in told
    assert f'href="/t/{cast.tribe.slug}/asks/new/"' in told
    assert "Nobody offers anything yet" in text_of(board_of(cast, cast.member, "?show=offers"))


def test_nobody_but_members_sees_the_board_even_where_the_floor_is_open(cast):
    cast.tribe.floor_is_open = True
    cast.tribe.joining = "open"
    cast.tribe.save()
    ask = board.ask_for_help(cast.member, cast.tribe, Draft("A ladder", 30))
    offer = board.offer_help(cast.member, cast.tribe, Draft("Bread", 30))
    for person in (cast.outsider, cast.removed):
        client = client_of(person)
        for path in (f"/t/{cast.tribe.slug}/board/", f"/asks/{ask.pk}/", f"/offers/{offer.pk}/"):
            assert client.get(path).status_code == 404


def test_an_ask_says_how_much_when_where_until_when_and_who_helps(cast, friend):
    at = timezone.now() + timedelta(days=3)
    ask = board.ask_for_help(cast.member, cast.tribe, Draft("Move a piano", 60, 3, place="Mill Lane", at=at))
    promising.promise_help(friend, ask.pk)
    told = text_of(board_of(cast, cast.leader))
    for said in ("Move a piano", "1 hour each, 3 people", "Mill Lane", "1 of 3 helpers found", "stands until"):
        assert said in told
    promising.promise_help(cast.leader, ask.pk, 20)
    told = text_of(board_of(cast, cast.leader))
    assert "2 of 3 helpers found, 1 h 40 min still open" in told
    assert "What you agreed on" in told


def test_who_promised_is_told_to_whoever_asked_and_to_nobody_else(cast, friend):
    ask = board.ask_for_help(cast.member, cast.tribe, Draft("Move a piano", 60, 3))
    promising.promise_help(friend, ask.pk)
    path = f"/asks/{ask.pk}/"
    assert "Friend" in text_of(client_of(cast.member).get(path))
    assert "Friend" not in text_of(client_of(cast.leader).get(path))


def test_what_is_over_is_off_the_board(cast):
    now = timezone.now()
    board.ask_for_help(cast.member, cast.tribe, Draft("Long ago", 30), now=now - timedelta(days=40))
    closed = board.ask_for_help(cast.member, cast.tribe, Draft("Taken off", 30))
    board.take_off(cast.member, type(closed), closed.pk)
    board.ask_for_help(cast.member, cast.tribe, Draft("Still here", 30))
    assert names_on(board_of(cast, cast.leader)) == ["Still here"]


def test_what_fits_me_comes_first_and_once(cast, friend):
    board.ask_for_help(cast.member, cast.tribe, Draft("Sewing a curtain", 30))
    board.ask_for_help(cast.member, cast.tribe, Draft("Water my plants", 30))
    answer = board_of(cast, friend)
    assert [card.row.what for card in answer.context["fitting"]] == ["Sewing a curtain"]
    assert names_on(answer) == ["Water my plants"]
    assert "Fits what you can help with" in text_of(answer)
    assert "Fits what you can help with" not in text_of(board_of(cast, cast.leader))


def test_a_long_board_has_an_end_and_a_way_back(cast):
    for number in range(33):
        board.ask_for_help(cast.member, cast.tribe, Draft(f"Ask {number}", 30))
    first = board_of(cast, cast.leader)
    assert len(names_on(first)) == 30 and first.context["older_url"]
    second = board_of(cast, cast.leader, first.context["older_url"])
    assert names_on(second) == ["Ask 2", "Ask 1", "Ask 0"]
    assert "Back to the newest" in text_of(second) and not second.context["older_url"]


def test_the_board_takes_the_same_queries_however_much_stands_there(cast, django_assert_max_num_queries):
    client = client_of(cast.leader)
    path = f"/t/{cast.tribe.slug}/board/"
    client.get(path)
    for number in range(40):
        ask = board.ask_for_help(cast.member, cast.tribe, Draft(f"Ask {number}", 30, 2))
        promising.promise_help(cast.leader, ask.pk)
        board.offer_help(cast.member, cast.tribe, Draft(f"Offer {number}", 30))
    with django_assert_max_num_queries(24):
        client.get(path)


# --- looking for something --------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("size=moment", {"Read this"}),
        ("size=errand", {"Read this", "A ladder"}),
        ("size=afternoon", {"Read this", "A ladder", "Dig the beds"}),
        ("size=longer", {"Mind the shop"}),
        ("where=remote", {"Read this"}),
        ("where=here", {"A ladder", "Dig the beds", "Mind the shop"}),
        ("place=allotments", {"Dig the beds", "Read this"}),
        ("q=ladder", {"A ladder"}),
        ("size=moment&where=here", set()),
        ("size=nonsense&where=nonsense&until=nonsense&topic=nonsense", None),
    ],
)
def test_a_board_is_filtered_by_an_address(cast, query, found):
    for draft in (
        Draft("Read this", 5, is_remote=True),
        Draft("A ladder", 30),
        Draft("Dig the beds", 240, place="At the allotments"),
        Draft("Mind the shop", 600),
    ):
        board.ask_for_help(cast.member, cast.tribe, draft)
    everything = {"Read this", "A ladder", "Dig the beds", "Mind the shop"}
    answer = board_of(cast, cast.leader, f"?{query}")
    assert set(names_on(answer)) == (everything if found is None else found)
    if not found and found is not None:
        assert "Nothing like that stands here" in text_of(answer)


def test_a_board_is_filtered_by_topic_and_by_day(cast):
    garden, tools = topics_of(cast.tribe.pk)
    soon, later = (timezone.now() + timedelta(days=days) for days in (2, 20))
    board.ask_for_help(cast.member, cast.tribe, Draft("Beans", 30, topic_id=garden.pk, at=soon))
    board.ask_for_help(cast.member, cast.tribe, Draft("Saw", 30, topic_id=tools.pk, at=later))
    assert names_on(board_of(cast, cast.leader, f"?topic={tools.pk}")) == ["Saw"]
    until = (timezone.localdate() + timedelta(days=5)).isoformat()
    assert names_on(board_of(cast, cast.leader, f"?until={until}")) == ["Beans"]


# --- offers -----------------------------------------------------------------------------------------
def test_an_offer_is_made_changed_taken_off_and_put_back(cast):
    client = client_of(cast.member)
    sent = {"what": "Mend trousers", "size": "exact", "minutes": "45", "as_many": "on", "place": "in the shed"}
    answer = client.post(f"/t/{cast.tribe.slug}/offers/new/", sent, follow=True)
    offer = Offer.objects.get()
    assert (offer.what, offer.minutes, offer.needed) == ("Mend trousers", 45, None)
    assert "45 minutes each time" in text_of(answer) and f"/offers/{offer.pk}/off/" in text_of(answer)
    client.post(f"/offers/{offer.pk}/edit/", {**sent, "what": "Mend coats"})
    assert client.post(f"/offers/{offer.pk}/off/", follow=True).status_code == 200
    assert names_on(board_of(cast, cast.leader, "?show=offers")) == []
    client.post(f"/offers/{offer.pk}/again/")
    assert names_on(board_of(cast, cast.leader, "?show=offers")) == ["Mend coats"]


def test_an_offer_sent_twice_from_one_form_stands_once(cast):
    client = client_of(cast.member)
    path = f"/t/{cast.tribe.slug}/offers/new/"
    once = client.get(path).context["form"]["once"].value()
    sent = {"what": "Bread", "size": "errand", "needed": "1", "once": once}
    assert client.post(path, sent).url == client.post(path, sent).url
    assert Offer.objects.count() == 1


def test_taking_up_an_offer_is_a_promise_of_whoever_offered(cast):
    offer = board.offer_help(cast.member, cast.tribe, Draft("Bread", 60, 1))
    answer = client_of(cast.leader).post(f"/offers/{offer.pk}/take/", {"minutes": "40"}, follow=True)
    made = Promise.objects.get()
    assert (made.helper, made.receiver, made.minutes) == (cast.member, cast.leader, 40)
    assert answer.redirect_chain[-1][0] == f"/promises/{made.pk}/"
    assert "Who took you at it" in text_of(client_of(cast.member).get(f"/offers/{offer.pk}/"))
    fellow = make_person("fellow")
    joining.admit(cast.tribe, fellow, timezone.now())
    refused = client_of(fellow).post(f"/offers/{offer.pk}/take/", {"minutes": "40"})
    assert refused.status_code == 422 and "taken already" in text_of(refused)


def test_bad_input_is_said_beside_its_field_and_nothing_is_made(cast):
    path = f"/t/{cast.tribe.slug}/offers/new/"
    for sent, said in (
        ({"size": "errand", "needed": "1"}, "Say in a few words what you would do."),
        ({"what": "Bread", "size": "exact", "needed": "1"}, "Write minutes, between 1 and 6,000."),
        ({"what": "Bread", "size": "errand", "needed": "0"}, "Write how many, from 1 to 1,000."),
        ({"what": "Bread", "size": "errand", "needed": "1", "expires": "2020-01-01"}, "Choose a day to come."),
        ({"what": "Bread", "size": "errand", "needed": "1", "at": "soon"}, "Write a day and a time"),
    ):
        answer = client_of(cast.member).post(path, sent)
        assert answer.status_code == 422 and said in text_of(answer)
    assert not Offer.objects.exists()
