"""A post that reads like an ask is recognized before it is sent; its writer says what it is, and that is kept."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.mirror.judge import judge
from folkmoot.talk import addresses
from folkmoot.talk.forms import FOLLOWERS
from folkmoot.talk.models import Decision, Judged, Post
from folkmoot.talk.services import answer_post, delete_post, edit_post, publish_post

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
WRITE = "/write/"
ASK = "Good morning! Could somebody lend me a ladder on Saturday?"
PLAIN = "The beans are up."
REASON = f"This reads like a request (“{' … '.join(judge(ASK).evidence)}”)."


@pytest.fixture
def writer(client, cast):
    """The leader, signed in."""
    client.force_login(cast.leader)
    return client


def buttons_in(page):
    """What the buttons that send say, by the decision they carry; '' is plain Send."""
    found = re.findall(
        r'<button class="[^"]*" id="send-[^"]*"(?: name="decision" value="([^"]*)")?>([^<]*)</button>', page.text
    )
    return {decision: unescape(label) for decision, label in found}


def form_in(page, **more):
    """What the page would send again, as a browser without JavaScript reads it."""
    told = re.search(r'name="told" value="([^"]*)"', page.text)
    return {
        "to": re.search(r'<option value="([^"]*)" selected>', page.text)[1],
        "text": unescape(re.search(r"<textarea[^>]*>\s*(.*?)</textarea>", page.text, re.S)[1]),
        "once": re.search(r'name="once" value="([^"]+)"', page.text)[1],
        **({"told": unescape(told[1])} if told else {}),
        **more,
    }


def test_the_empty_composer_has_one_button_that_sends(writer):
    assert buttons_in(writer.get(WRITE)) == {"": "Send"}


def test_a_post_that_asks_for_nothing_is_sent_at_once_and_nothing_is_kept(writer, cast):
    assert writer.post(WRITE, {"to": cast.tribe.slug, "text": PLAIN}).status_code == 302
    assert Post.objects.count() == 1
    assert not Judged.objects.exists()


def test_an_ask_comes_back_once_with_the_words_that_made_it_one(writer, cast):
    page = writer.post(WRITE, {"to": cast.tribe.slug, "text": ASK, "once": "a-token-of-its-own"})
    assert page.status_code == 200
    assert REASON in page.text
    assert "Could somebody" in REASON
    assert "An ask on the board makes nobody say no." in page.text
    assert "Not sent yet: is it an ask?" in page.text
    assert list(buttons_in(page)) == ["as_ask", "as_post", "not_an_ask"]
    assert form_in(page)["text"] == ASK
    assert not Post.objects.exists()


@pytest.mark.parametrize("decision", ["as_post", "not_an_ask"])
def test_without_javascript_one_more_press_sends_it_and_the_decision_is_kept(writer, cast, decision):
    page = writer.post(WRITE, {"to": cast.tribe.slug, "text": ASK, "once": "a-token-of-its-own"})
    form = form_in(page, decision=decision)
    assert form["once"] == "a-token-of-its-own"
    assert writer.post(WRITE, form).status_code == 302
    judged = Judged.objects.get()
    assert judged.post == Post.objects.get()
    assert (judged.purpose, judged.decision) == ("ask", decision)
    assert 0.5 <= judged.probability <= 1
    assert writer.post(WRITE, form).status_code == 302  # a double click says it once
    assert Judged.objects.count() == Post.objects.count() == 1


def test_making_it_an_ask_leads_to_the_board_with_the_words(writer, cast):
    answer = writer.post(WRITE, {"to": cast.tribe.slug, "text": ASK, "decision": "as_ask"})
    assert answer.status_code == 302
    parts = urlsplit(answer["Location"])
    assert parts.path == f"/t/{cast.tribe.slug}/asks/new/"
    assert parse_qs(parts.query) == {"text": [ASK]}
    assert not Post.objects.exists()


def test_people_who_follow_have_no_board(writer):
    page = writer.post(WRITE, {"to": FOLLOWERS, "text": ASK})
    assert list(buttons_in(page)) == ["as_post", "not_an_ask"]
    assert "An ask on a tribe’s board makes nobody say no." in page.text
    pressed = writer.post(WRITE, {"to": FOLLOWERS, "text": ASK, "decision": "as_ask"})
    assert list(buttons_in(pressed)) == ["as_post", "not_an_ask"]
    assert not Post.objects.exists()


def test_what_was_changed_so_that_it_asks_for_nothing_is_sent(writer, cast):
    page = writer.post(WRITE, {"to": cast.tribe.slug, "text": ASK, "once": "a-token-of-its-own"})
    assert writer.post(WRITE, form_in(page, text=PLAIN)).status_code == 302
    assert not Judged.objects.exists()


def test_a_decision_about_what_does_not_read_like_an_ask_is_kept_too(writer, cast):
    writer.post(WRITE, {"to": cast.tribe.slug, "text": PLAIN, "decision": "as_post"})
    assert Judged.objects.get().purpose == "say"


@pytest.mark.parametrize("decision", ["", "yes", "AS_POST", "\x00", "as_post" * 4000])
def test_nonsense_for_a_decision_is_none(writer, cast, decision):
    page = writer.post(WRITE, {"to": cast.tribe.slug, "text": ASK, "decision": decision})
    assert page.status_code == 200
    assert REASON in page.text
    assert not Post.objects.exists()


@pytest.mark.parametrize("decision", ["as_ask", "as_post", "not_an_ask"])
@pytest.mark.parametrize("wrong", [{"text": " "}, {"to": "nowhere"}, {"topics": "x"}, {"text": ASK * 400}])
def test_a_decision_does_not_get_round_what_is_wrong_with_the_form(writer, cast, decision, wrong):
    page = writer.post(WRITE, {"to": cast.tribe.slug, "text": ASK, "decision": decision, **wrong})
    assert page.status_code == 422
    assert not Post.objects.exists()


@pytest.mark.parametrize("asked", ["write_reach", "write_preview"])
def test_without_javascript_looking_first_says_it_as_well(writer, cast, asked):
    page = writer.post(reverse(asked), {"to": cast.tribe.slug, "text": ASK})
    assert REASON in page.text
    assert "Not sent yet" not in page.text


def test_while_one_writes_the_buttons_change_only_when_the_reason_does(writer, cast):
    form = {"to": cast.tribe.slug, "text": ASK}
    first = writer.post(reverse("write_reach"), form, headers=HTMX)
    assert '<div id="send" hx-swap-oob="innerHTML">' in first.text
    assert REASON in first.text
    told = unescape(re.search(r'name="told" value="([^"]*)"', first.text)[1])
    again = writer.post(reverse("write_reach"), {**form, "told": told}, headers=HTMX)
    assert 'id="send"' not in again.text
    plain = writer.post(reverse("write_reach"), {**form, "told": told, "text": PLAIN}, headers=HTMX)
    assert buttons_in(plain) == {"": "Send"}
    assert 'id="send"' not in writer.post(reverse("write_reach"), {**form, "text": PLAIN}, headers=HTMX).text


def test_choosing_another_place_renews_the_buttons(writer, cast):
    told = "Could somebody lend me"
    form = {"to": FOLLOWERS, "text": ASK, "told": told}
    fragment = writer.post(reverse("write_reach"), form, headers={**HTMX, "HX-Trigger-Name": "to"})
    assert list(buttons_in(fragment)) == ["as_post", "not_an_ask"]


def test_the_reason_is_shown_as_text_whatever_is_in_it(writer, cast):
    text = 'Please donate to <script>alert(1)</script> "my" fund, and could somebody lend me <b onclick=x>?'
    page = writer.post(WRITE, {"to": cast.tribe.slug, "text": text})
    assert "This reads like a request" in page.text
    assert "<script>alert" not in page.text
    assert "<b onclick" not in page.text


@pytest.mark.parametrize(
    "text", ["?" * 20_000, "could you " * 1_999, "> " * 9_000 + "x", "\u0308\u202e?x", "könnte jemand " * 1_400]
)
def test_nonsense_comes_through(writer, cast, text):
    for decision in ({}, {"decision": "not_an_ask"}):
        page = writer.post(WRITE, {"to": cast.tribe.slug, "text": text, **decision})
        assert page.status_code in {200, 302}
    assert Post.objects.exists()


def test_answers_and_new_words_are_not_judged(cast):
    post = publish_post(cast.leader, cast.tribe, PLAIN).post
    answer_post(cast.member, post, ASK)
    edit_post(cast.leader, post.pk, ASK)
    assert not Judged.objects.exists()


def test_what_was_decided_goes_with_the_words(cast):
    post = publish_post(cast.leader, cast.tribe, ASK, decision=Decision.AS_POST).post
    edit_post(cast.leader, post.pk, PLAIN)
    assert Judged.objects.get().decision == "as_post"
    delete_post(cast.leader, post.pk)
    assert not Judged.objects.exists()


def test_a_post_that_is_not_said_leaves_no_decision(cast):
    with pytest.raises(RuntimeError), transaction.atomic():
        publish_post(cast.leader, cast.tribe, ASK, decision=Decision.AS_POST)
        raise RuntimeError
    assert not Judged.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"purpose": "order"}, {"probability": 1.1}, {"probability": -0.1}, {"decision": "no"}]
)
def test_the_database_keeps_only_what_makes_sense(cast, wrong):
    post = publish_post(cast.leader, cast.tribe, PLAIN).post
    with pytest.raises(IntegrityError), transaction.atomic():
        Judged.objects.create(**{"post": post, "purpose": "ask", "probability": 0.9, "decision": "", **wrong})


def test_nobody_reads_of_the_decision_on_any_page(writer, client, cast):
    writer.post(WRITE, {"to": cast.tribe.slug, "text": ASK, "decision": "as_post"})
    post = Post.objects.get()
    client.force_login(cast.member)
    for address in (reverse("post", args=[post.pk]), reverse("home"), reverse("tribe_floor", args=[cast.tribe.slug])):
        page = client.get(address).text
        assert "lend me a ladder" in page
        assert "as_post" not in page
        assert "reads like a request" not in page


@given(st.text(max_size=4_000))
def test_an_address_to_the_board_is_bounded_and_carries_the_beginning_of_any_text(text):
    address = addresses.of_new_ask("elm-street", text)
    assert address.isascii()
    assert len(address) < 3_100
    carried = parse_qs(urlsplit(address).query, keep_blank_values=True)["text"][0]
    assert text.encode(errors="replace").decode().startswith(carried)
    if text.isascii() and text.isalnum():
        assert carried == text[:1_500]
