"""The pages to ask: the price beside the words, steering, and what each side sees of an ask."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from folkmoot.favors.models import Ask, AskSent, Declined, Promise, Vouch
from folkmoot.favors.price_words import PriceTold, days_in_words
from folkmoot.favors.rules.price import Kind, Price
from folkmoot.favors.selectors.asked import first_asked
from folkmoot.favors.selectors.board import asked_of, delivery_of
from folkmoot.favors.services import board
from folkmoot.favors.services.board import Draft
from folkmoot.permissions.rules import Scope
from folkmoot.permissions.services import joining
from folkmoot.permissions.services.giving import give_permission
from folkmoot.tribes.models import Membership
from tests.favors.askers import A_LIKE, asked_by_name, client_of, owes_since, page, paths, text_of
from tests.support.cast import make_person

pytestmark = pytest.mark.django_db


# --- the price in words and picture -----------------------------------------------------------------
def priced(**more):
    price = Price(2400, 1, 1, 24.0, 2376, 2520, 2520, 11 * 365.0, Kind.ASYMMETRIC_MASS)
    return PriceTold(replace(price, **more))


def test_the_price_is_one_plain_sentence():
    assert priced().sentence == (
        "You would put 2,376 people in the position of saying no; all you ask for would take 42 hours of people's"
        " lives, and you would need 11 years to give that back."
    )
    assert priced(days=None).sentence.endswith("and, as you give now, you would never give that back.")
    assert priced(to_return=0, days=0.0).sentence.endswith("and you have given that already, ahead of time.")
    assert priced(made_to_say_no=1, taken=30, to_return=30, days=0.4).sentence == (
        "You would put 1 person in the position of saying no; all you ask for would take 30 minutes of people's lives,"
        " and you would need less than a day to give that back."
    )
    assert priced(made_to_say_no=1, taken=30, to_return=235, days=300).sentence.endswith(
        "take 30 minutes of people's lives, and, with what is open already, you would need 10 months to give that back."
    )
    sent = replace(priced(days=10.0), sent=True).sentence
    assert sent.startswith("You put 2,376 people in the position of saying no; all you asked for takes 42 hours")
    assert priced(pushed_to=0, made_to_say_no=0, taken=30).sentence.startswith("Nobody is asked, so nobody has to say")


def test_what_is_expected_and_what_all_of_it_would_take_are_told_apart():
    few = priced(pushed_to=1, expected=0.25, made_to_say_no=1, minutes=45, taken=46, to_return=46, days=23.0)
    picture = " ".join(render_to_string("favors/_price_picture.html", {"price": few}).split())
    assert "<b>0</b> expected to help" in picture and "<b>1</b> expected to have to say no" in picture
    assert "to give it back, if you got all of it: <b>23 days</b>" in picture
    assert "all you ask for would take 46 minutes" in few.sentence


@pytest.mark.parametrize(
    ("days", "said"), [(0.2, "less than a day"), (1, "1 day"), (45, "45 days"), (365, "12 months"), (730, "2 years")]
)
def test_a_time_is_said_as_people_say_it(days, said):
    assert days_in_words(days) == said


def test_the_picture_holds_everybody_whatever_their_number():
    for pushed_to in (1, 12, 60, 61, 2400, 1_000_000):
        told = priced(pushed_to=pushed_to, made_to_say_no=pushed_to - 1)
        assert len(told.discs) <= 62
        assert sum(disc.helps for disc in told.discs) == 1
        assert (len(told.discs) - 2) * told.scale < pushed_to <= len(told.discs) * told.scale
        assert 0 < told.bar <= 320 and 0 < told.year <= 320
    assert "Expected to have to say no: 2,376." in priced().discs_in_words


# --- the composer -----------------------------------------------------------------------------------
def test_the_composer_takes_over_what_was_begun_elsewhere(cast):
    new, _price = paths(cast)
    answer = client_of(cast.member).get(new, {"text": "Who has a ladder?\nFor Saturday."})
    assert answer.context["form"]["what"].value() == "Who has a ladder?"
    assert answer.context["form"]["words"].value() == "For Saturday."
    long = client_of(cast.member).get(new, {"text": "x" * 300})
    assert long.context["form"]["what"].value() == "" and long.context["form"]["words"].value() == "x" * 300


def test_the_price_changes_with_helpers_minutes_and_audience(cast, crowd):
    _new, price = paths(cast)
    client = client_of(cast.member)

    def told(**sent):
        answer = client.post(price, {"size": "errand", "needed": "1", **sent}, headers={"HX-Request": "true"})
        assert "<html" not in answer.content.decode()
        return text_of(answer)

    assert "Nobody is asked" in told(audience="board")
    assert "put 20 people in the position of saying no; all you ask for would take 50 minutes" in told(audience="crowd")
    assert "take 2 h 20 min" in told(audience="crowd", needed="4")
    assert "put 2 people" in told(audience="named", people=[str(person.pk) for person in crowd[:2]])
    assert "Better ways to it" in told(audience="crowd", size="afternoon", as_many="on")
    assert "Say how long it takes" in told(audience="crowd", size="exact", minutes="a lot")


def test_a_line_with_the_sum_of_the_price_goes_along_with_it(cast, crowd):
    new, price = paths(cast)
    client = client_of(cast.member)
    assert 'id="price-sum" aria-hidden="true">Put before nobody</p>' in text_of(client.get(new))
    sent = {"size": "errand", "needed": "1", "audience": "crowd"}
    live = text_of(client.post(price, sent, headers={"HX-Request": "true"}))
    assert 'id="price-sum" aria-hidden="true" hx-swap-oob="true">No from 20 · takes 50 minutes · back:' in live
    whole = text_of(client.post(price, sent))
    assert 'aria-hidden="true">No from 20 · takes 50 minutes' in whole and "hx-swap-oob" not in whole


def test_without_javascript_a_button_shows_the_price_and_who_fits(cast, friend, crowd):
    new, price = paths(cast)
    client = client_of(cast.member)
    assert f'formaction="{price}"' in client.get(new).content.decode()
    answer = client.post(price, {"size": "errand", "needed": "1", "audience": "crowd", "what": ""})
    told = text_of(answer)
    assert answer.status_code == 200 and "<h1>Ask for help</h1>" in told
    assert "people in the position of saying no" in told and "Not sent yet" not in told
    assert not Ask.objects.exists()
    sought = client.post(price, {"what": "A ladder", "size": "errand", "needed": "1", "find": "friend"})
    few = {one.face.display_name: one.why for one in sought.context["few"]}
    assert "says they can help with such things" in few["Friend"]


def test_these_few_are_chosen_in_one_tap(cast, friend):
    _new, price = paths(cast)
    answer = client_of(cast.member).post(price, {**A_LIKE, "way": "few"})
    assert [one.id for one in answer.context["few"] if one.chosen] == [friend.pk]
    assert answer.context["audience"].how == "named"


def test_of_somebody_who_came_just_now_no_span_is_told_in_which_nobody_asked(cast, friend):
    (few,) = client_of(cast.member).get(paths(cast)[0]).context["few"]
    assert few.id == friend.pk and "was not asked lately" in few.why and "60" not in few.why


def test_nobody_is_found_who_does_not_permit_it(cast, friend):
    _new, price = paths(cast)
    quiet = make_person("quiet")
    joining.admit(cast.tribe, quiet, timezone.now())
    client = client_of(cast.member)
    sent = {"size": "errand", "needed": "1", "audience": "named", "people": [quiet.pk, cast.outsider.pk, "x"]}
    answer = client.post(price, {**sent, "find": "quiet"})
    assert {one.id for one in answer.context["few"]} == {friend.pk}
    refused = client.post(paths(cast)[0], {"what": "A ladder", **sent})
    assert refused.status_code == 422 and "Choose at least one person to ask." in text_of(refused)
    assert not Ask.objects.exists()


def test_where_nobody_permits_asks_the_price_says_so_and_what_to_do(cast):
    new, price = paths(cast)
    client = client_of(cast.member)
    sent = {"what": "A ladder", "size": "errand", "needed": "1", "audience": "crowd"}
    for told in (text_of(client.post(price, sent)), text_of(client.post(new, sent, follow=True))):
        assert "Nobody here permits being asked by name yet" in told and "Who may reach me" in told
        assert "Nobody of these can be asked now" not in told and "nobody has to say no" not in told
    ask = Ask.objects.get()
    refused = client.post(f"/asks/{ask.pk}/put/", {"audience": "crowd"})
    assert refused.status_code == 422 and "Nobody here permits being asked by name yet" in text_of(refused)


def test_the_price_tells_nobody_chosen_from_nobody_who_can_be_asked(cast, friend):
    _new, price = paths(cast)
    client = client_of(cast.member)
    sent = {"size": "errand", "needed": "1", "audience": "named"}
    assert "Nobody is chosen yet" in text_of(client.post(price, sent))
    assert "would put 1 person" in text_of(client.post(price, {**sent, "people": [friend.pk]}))
    asked_by_name(cast, friend)
    assert "permits being asked by name yet" not in text_of(client.post(price, {**sent, "people": [friend.pk]}))


# --- asking -----------------------------------------------------------------------------------------
def test_an_ask_on_the_board_reaches_nobody(cast, friend):
    sent = {"what": "A ladder", "size": "errand", "needed": "2", "audience": "board"}
    answer = client_of(cast.member).post(paths(cast)[0], sent, follow=True)
    ask = Ask.objects.get()
    assert (ask.what, ask.minutes, ask.needed, ask.steered) == ("A ladder", 30, 2, False)
    assert not AskSent.objects.exists()
    assert "It stands on the board." in text_of(answer) and f"/asks/{ask.pk}/off/" in text_of(answer)


def test_an_ask_by_name_reaches_those_named_and_keeps_its_price(cast, friend, crowd):
    sent = {"what": "A ladder", "size": "errand", "needed": "1", "audience": "named", "people": [friend.pk]}
    answer = client_of(cast.member).post(paths(cast)[0], sent, follow=True)
    kept = AskSent.objects.get()
    assert (kept.how, kept.reached, kept.price["pushed_to"]) == ("named", 1, 1)
    told = text_of(answer)
    assert "it reached 1 person" in told and "You put 1 person in the position of saying no" in told
    assert [ask.what for ask in asked_of(friend, timezone.now())] == ["A ladder"]


def test_an_ask_sent_twice_from_one_form_is_asked_once(cast, friend):
    client = client_of(cast.member)
    once = client.get(paths(cast)[0]).context["form"]["once"].value()
    sent = {"what": "A ladder", "size": "errand", "needed": "1", "audience": "named", "people": [friend.pk]}
    first, second = (client.post(paths(cast)[0], {**sent, "once": once}) for _ in range(2))
    assert first.url == second.url
    assert (Ask.objects.count(), AskSent.objects.count()) == (1, 1)


def test_a_mass_ask_that_cannot_be_returned_stays_on_the_board_and_the_page_offers_the_ways(cast, crowd):
    board.ask_for_help(cast.leader, cast.tribe, Draft("Water the beans", 30))
    answer = client_of(cast.member).post(paths(cast)[0], A_LIKE, follow=True)
    ask = Ask.objects.get(by=cast.member)
    assert ask.steered and not AskSent.objects.exists()
    told = text_of(answer)
    assert "It stands on the board, and it was put before nobody" in told
    assert "Better ways to it" in told and "Water the beans" in told
    assert f"/t/{cast.tribe.slug}/board/#custom" in told and "Leader" in told
    for person in crowd:
        assert delivery_of(person, ask) is None


def test_putting_a_mass_ask_on_the_board_instead_is_remembered_as_steered(cast, crowd):
    client_of(cast.member).post(paths(cast)[0], {**A_LIKE, "way": "board"})
    assert Ask.objects.get().steered
    client_of(cast.member).post(paths(cast)[0], {**A_LIKE, "what": "Other", "audience": "board", "way": "board"})
    assert not Ask.objects.get(what="Other").steered


def test_whoever_is_lapsed_asks_on_the_board_and_is_told_why_not_more(cast, friend):
    owes_since(cast, 100)
    client = client_of(cast.member)
    assert "Some halves of yours have been open for long" in text_of(client.get(paths(cast)[0]))
    sent = {"what": "A ladder", "size": "errand", "needed": "1", "audience": "named", "people": [friend.pk]}
    answer = client.post(paths(cast)[0], sent, follow=True)
    assert Ask.objects.exists() and not AskSent.objects.exists()
    assert "It stands on the board, and it was put before nobody." in text_of(answer)


def test_an_ask_on_the_board_is_put_before_people_later(cast, friend, crowd):
    ask = board.ask_for_help(cast.member, cast.tribe, Draft("A ladder", 240, None))
    client, path = client_of(cast.member), f"/asks/{ask.pk}/put/"
    assert "Better ways to it" in text_of(client.get(f"{path}?how=crowd"))
    dear = client.post(path, {"audience": "crowd"})
    assert dear.status_code == 409 and Ask.objects.get(pk=ask.pk).steered
    shown = client.post(path, {"audience": "named", "people": [friend.pk], "show": "1"})
    assert shown.status_code == 200 and not AskSent.objects.exists()
    assert "put 1 person" in text_of(shown)
    client.post(path, {"audience": "named", "people": [friend.pk]})
    assert AskSent.objects.get().reached == 1
    price = client.post(paths(cast)[1], {"ask": ask.pk, "audience": "crowd"}, headers={"HX-Request": "true"})
    assert "Better ways to it" in text_of(price)
    other = client_of(cast.leader).post(paths(cast)[1], {"ask": ask.pk, "audience": "crowd"})
    assert other.status_code == 404


def test_after_a_mass_ask_was_refused_these_few_are_chosen_and_why_it_was_stands_there(cast, friend, crowd):
    answer = client_of(cast.member).post(paths(cast)[0], A_LIKE, follow=True)
    ask = Ask.objects.get()
    again = client_of(cast.member).post(f"/asks/{ask.pk}/put/", {"audience": "crowd"})
    assert (answer.status_code, again.status_code) == (200, 409)
    for shown in (answer, again):
        told = text_of(shown)
        assert shown.context["audience"].how == "named" and any(one.chosen for one in shown.context["few"])
        assert "Why it was put before nobody" in told and "would put 21 people" not in told.partition("Whom it is")[2]
        assert told.count("Better ways to it") == 1
    fine = text_of(client_of(cast.member).get(f"/asks/{ask.pk}/put/?refused=named"))
    assert "Why it was put before nobody" not in fine


def test_a_leader_is_not_sent_to_themselves_in_an_emergency(cast, crowd):
    new, price = paths(cast)
    told = text_of(client_of(cast.leader).post(price, A_LIKE))
    assert "you may mark it urgent once it stands on the board" in told and "Ask <a" not in told
    client_of(cast.leader).post(new, A_LIKE)
    ask = Ask.objects.get()
    told = text_of(client_of(cast.leader).get(f"/asks/{ask.pk}/put/?how=crowd"))
    assert f'href="/asks/{ask.pk}/urgent/"' in told and "Ask <a" not in told
    assert "Send them the page of your ask" in told and f'href="/asks/{ask.pk}/#vouching"' in told
    Membership.objects.filter(tribe=cast.tribe, person=cast.member).update(role=Membership.Role.LEADER)
    told = text_of(client_of(cast.leader).get(f"/asks/{ask.pk}/put/?how=crowd"))
    assert "/urgent/" not in told and "Ask <a" in told and ">Member</a>" in told


# --- what each side sees ----------------------------------------------------------------------------
def test_only_whom_an_ask_reached_is_asked_can_you(cast, friend):
    ask = asked_by_name(cast, friend)
    assert "Can you?" in text_of(page(friend, ask))
    assert "Can you?" not in text_of(page(cast.leader, ask))
    assert "Can you?" not in text_of(page(cast.member, ask))


def test_no_takes_one_tap_is_undone_and_told_to_nobody(cast, friend):
    ask = asked_by_name(cast, friend)
    before = text_of(page(cast.member, ask))
    answer = client_of(friend).post(f"/asks/{ask.pk}/no/", follow=True)
    assert "Nobody is told" in text_of(answer) and f"/asks/{ask.pk}/no/?undo=1" in text_of(answer)
    assert Declined.objects.count() == 1 and not answer.context["cards"]
    after = page(cast.member, ask)
    assert text_of(after).count("Friend") == before.count("Friend") == 0
    assert len(text_of(after)) == len(before)  # not a word is different
    assert "You said no. Nobody was told." in text_of(page(friend, ask))
    client_of(friend).post(f"/asks/{ask.pk}/no/?undo=1")
    assert not Declined.objects.exists()


def test_that_older_favors_wait_is_told_gently_and_only_to_whom_it_reached(cast, friend):
    ask = asked_by_name(cast, friend)
    owes_since(cast, 100)
    owes_since(cast, 120)
    assert "2 older favors of theirs wait to be returned" in text_of(page(friend, ask))
    told = [
        page(cast.leader, ask),
        page(cast.member, ask),
        client_of(friend).get("/asked/"),
        client_of(friend).get("/"),
        client_of(friend).get(f"/t/{cast.tribe.slug}/board/"),
        page(friend, ask, "promise/"),
        page(friend, ask, "vouch/"),
    ]
    assert all("wait to be returned" not in text_of(answer) for answer in told)


def test_nothing_is_said_of_somebody_in_good_standing(cast, friend):
    ask = asked_by_name(cast, friend)
    owes_since(cast, 10)
    assert "wait to be returned" not in text_of(page(friend, ask))


def test_why_an_ask_reached_me_has_a_page(cast, friend):
    ask = asked_by_name(cast, friend)
    why = page(friend, ask).context["why_url"]
    told = text_of(client_of(friend).get(why))
    assert "Member asks for help, and you let yourself be asked." in told
    assert f'href="/asks/{ask.pk}/"' in told and "stand on the board of" in told
    assert client_of(cast.leader).get(why).status_code == 404


def test_a_part_of_an_ask_is_promised(cast, friend):
    ask = asked_by_name(cast, friend)
    client = client_of(friend)
    assert client.get(f"/asks/{ask.pk}/promise/").context["form"]["minutes"].value() == 30
    too_much = client.post(f"/asks/{ask.pk}/promise/", {"minutes": "90"})
    assert too_much.status_code == 422 and "Only 60 minutes are still needed." in text_of(too_much)
    answer = client.post(f"/asks/{ask.pk}/promise/", {"minutes": "20", "words": "On Friday?"}, follow=True)
    made = Promise.objects.get()
    assert (made.minutes, made.helper, made.notes.get().text) == (20, friend, "On Friday?")
    assert f"/promises/{made.pk}/drop/" in text_of(answer)
    assert "You have promised to help." in text_of(page(friend, ask))
    assert not first_asked(friend, timezone.now())


def test_what_one_agrees_to_by_vouching_is_said_in_full_before(cast, friend):
    ask = asked_by_name(cast, friend)
    told = text_of(page(friend, ask, "vouch/"))
    assert "What Member has not returned within 90 days becomes yours to return: up to 1 hour" in told
    assert not Vouch.objects.exists()
    answer = client_of(friend).post(f"/asks/{ask.pk}/vouch/", follow=True)
    assert "You vouch for it." in text_of(answer)
    assert "Friend" in text_of(page(cast.leader, ask))
    client_of(friend).post(f"/asks/{ask.pk}/vouch/?undo=1")
    assert "Friend" not in text_of(page(cast.leader, ask))
    own = client_of(cast.member).post(f"/asks/{ask.pk}/vouch/", follow=True)
    assert "Somebody else has to vouch for you." in text_of(own)


def test_a_leader_marks_an_ask_urgent_with_a_reason_that_the_tribe_sees(cast, friend):
    give_permission(friend, cast.tribe, Scope.URGENT)
    ask = board.ask_for_help(cast.member, cast.tribe, Draft("Pump out the cellar", 240))
    client, path = client_of(cast.leader), f"/asks/{ask.pk}/urgent/"
    assert "It then reaches 1 person" in text_of(client.get(path))
    assert client.post(path, {"reason": " "}).status_code == 422
    client.post(path, {"reason": "Water up to the stairs"})
    assert "Water up to the stairs" in text_of(client_of(friend).get(f"/t/{cast.tribe.slug}/board/"))
    told = text_of(client_of(friend).get(page(friend, ask).context["why_url"]))
    assert "a leader says that it is urgent" in told
    assert "Only a leader of this tribe can do that." in text_of(
        client_of(friend).post(path, {"reason": "Me, too"}, follow=True)
    )


def test_an_ask_is_changed_taken_off_and_put_back_by_whoever_asked(cast):
    ask = board.ask_for_help(cast.member, cast.tribe, Draft("A ladder", 30, 2))
    client = client_of(cast.member)
    sent = {"what": "A long ladder", "size": "exact", "minutes": "45", "needed": "3"}
    client.post(f"/asks/{ask.pk}/edit/", sent)
    ask.refresh_from_db()
    assert (ask.what, ask.minutes, ask.needed) == ("A long ladder", 45, 3)
    off = client.post(f"/asks/{ask.pk}/off/", follow=True)
    assert f"/asks/{ask.pk}/again/" in text_of(off) and "Put it on the board again" in text_of(off)
    client.post(f"/asks/{ask.pk}/again/")
    ask.refresh_from_db()
    assert ask.closed_at is None and ask.expires_at > timezone.now() + timedelta(days=29)
