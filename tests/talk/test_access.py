"""Who may see and do what: leader, member, outsider, removed member and nobody, on closed and on open floors."""

import pytest
from django.urls import reverse
from django.utils import timezone

from folkmoot.permissions.services import joining
from folkmoot.talk import reached, selectors
from folkmoot.talk.models import Post
from folkmoot.talk.services import answer_post, publish_post
from folkmoot.tribes import selectors as tribes
from folkmoot.tribes.models import Tribe
from tests.support.cast import make_cast, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def words(cast):
    """A post of the member's on the closed floor."""
    return publish_post(cast.member, cast.tribe, "Who has a ladder?").post


@pytest.fixture
def open_cast(db):
    return make_cast(joining="open", floor_is_open=True)


def pages_of(tribe, post):
    return [
        reverse("tribe_floor", args=[tribe.slug]),
        reverse("post", args=[post.pk]),
        reverse("post_answer", args=[post.pk]),
    ]


def status(client, person, address, data=None):
    client.logout()
    if person is not None:
        client.force_login(person)
    return (client.get(address) if data is None else client.post(address, data)).status_code


@pytest.mark.parametrize("who", ["outsider", "removed"])
def test_strangers_and_removed_members_find_nothing_on_a_closed_floor(client, cast, words, who):
    for address in pages_of(cast.tribe, words):
        assert status(client, getattr(cast, who), address) == 404
    for name in ("post_answer", "post_edit", "post_delete"):
        assert status(client, getattr(cast, who), reverse(name, args=[words.pk]), {"text": "Me!"}) == 404
    assert list(Post.objects.values_list("text", flat=True)) == ["Who has a ladder?"]


@pytest.mark.parametrize("who", ["outsider", "removed"])
def test_strangers_and_removed_members_cannot_write_on_a_floor(client, cast, who):
    person = getattr(cast, who)
    client.force_login(person)
    page = client.post(reverse("write"), {"to": cast.tribe.slug, "text": "Let me in."})
    assert page.status_code == 422
    assert "You do not write there; choose one of these places." in page.text
    assert "Let me in." in page.text
    assert not Post.objects.exists()


def test_members_read_and_answer(client, cast, words):
    for person in (cast.leader, cast.member):
        for address in pages_of(cast.tribe, words)[:2]:
            assert status(client, person, address) == 200
        assert status(client, person, reverse("post_answer", args=[words.pk]), {"text": "I do."}) == 302
    assert Post.objects.filter(root=words).count() == 2


def test_nobody_is_sent_to_sign_in(client, cast, words):
    for address in (*pages_of(cast.tribe, words), reverse("write"), reverse("profile", args=["leader"])):
        assert status(client, None, address) == 302
    assert status(client, None, reverse("post_answer", args=[words.pk]), {"text": "Me!"}) == 302
    assert Post.objects.count() == 1


def test_only_its_writer_edits_or_deletes_a_post(client, cast, words):
    for name in ("post_edit", "post_delete"):
        address = reverse(name, args=[words.pk])
        assert status(client, cast.member, address) == 200
        assert status(client, cast.leader, address) == 404
        assert status(client, cast.leader, address, {"text": "Not yours."}) == 404
    words.refresh_from_db()
    assert words.text == "Who has a ladder?"


def test_outsiders_read_an_open_floor_but_do_not_write_there(client, open_cast):
    post = publish_post(open_cast.member, open_cast.tribe, "Who has a ladder?").post
    client.force_login(open_cast.outsider)
    floor = client.get(reverse("tribe_floor", args=[open_cast.tribe.slug]))
    assert "Who has a ladder?" in floor.text
    assert f'action="{reverse("tribe_join", args=[open_cast.tribe.slug])}"' in floor.text
    assert "Write on the floor" not in floor.text
    thread = client.get(reverse("post", args=[post.pk]))
    assert "You are a guest on the floor" in thread.text
    assert reverse("post_answer", args=[post.pk]) not in thread.text
    answered = client.post(reverse("post_answer", args=[post.pk]), {"text": "Me!"})
    assert answered.status_code == 422
    assert "Only members write on this floor." in answered.text
    assert "Me!</textarea>" in answered.text
    assert client.post(reverse("write"), {"to": open_cast.tribe.slug, "text": "Me!"}).status_code == 422
    assert Post.objects.count() == 1


def test_the_banned_do_not_read_an_open_floor(client, open_cast):
    publish_post(open_cast.member, open_cast.tribe, "Who has a ladder?")
    joining.ban_member(open_cast.tribe, open_cast.outsider, open_cast.leader)
    assert status(client, open_cast.outsider, reverse("tribe_floor", args=[open_cast.tribe.slug])) == 404


@pytest.mark.parametrize("slug", ["nowhere", "a" * 300, "--"])
def test_a_tribe_that_is_not_there_is_not_found(client, cast, slug):
    assert status(client, cast.member, reverse("tribe_floor", args=[slug])) == 404


@pytest.mark.parametrize("post_id", [0, 1, 2**63 - 1, 2**63, 10**30])
def test_a_post_that_is_not_there_is_not_found(client, cast, post_id):
    client.force_login(cast.member)
    for name in ("post", "post_answer", "post_edit", "post_delete"):
        assert client.get(f"/p/{post_id}/" if name == "post" else f"/p/{post_id}/{name[5:]}/").status_code == 404


def test_home_shows_from_floors_exactly_what_may_be_read_there(cast):
    """The home page decides in SQL of its own; this holds it to ``tribes.may_read_floor`` in every case."""
    reader = make_person("reader")
    seen = 0
    for number, (how, is_open, then) in enumerate(
        (how, is_open, then)
        for how in Tribe.Joining.values
        for is_open in (True, False)
        for then in ("stays", "leaves", "is removed", "is banned")
    ):
        tribe = joining.found_tribe(cast.leader, f"Tribe {number}", "We try.", joining=how)
        tribe.floor_is_open = is_open  # in the row, past the service: a hidden tribe's floor is closed all the same
        tribe.save()
        joining.admit(tribe, reader, timezone.now())
        post = publish_post(cast.leader, tribe, "Hello").post
        if then == "leaves":
            joining.leave_tribe(tribe, reader)
        elif then == "is removed":
            joining.remove_member(tribe, reader, cast.leader)
        elif then == "is banned":
            joining.ban_member(tribe, reader, cast.leader)
        may = tribes.may_read_floor(tribe, reader)
        seen += may
        found = [shown.pk for shown in reached.reached(reader.pk, None, 100)]
        assert (post.pk in found) is may, (how, is_open, then)
        assert (selectors.readable_post(reader, post.pk) is not None) is may, (how, is_open, then)
    assert 6 < seen < 24


def test_home_as_models_is_home_as_shown(cast):
    other = publish_post(cast.member, cast.tribe, "Who has a ladder?").post
    for n in range(4):
        publish_post(cast.leader, cast.tribe, f"Word {n}")
    answer_post(cast.leader, other, "I do.")
    page, home = selectors.home(cast.member, count=3), selectors.home_page(cast.member, count=3)
    assert [post.pk for post in page.posts] == [post.pk for post in home.posts]
    assert page.older == home.older is not None
    for model, shown in zip(page.posts, home.posts, strict=True):
        for name in ("author_id", "tribe_id", "root_id", "parent_id", "html", "topic_names", "said_at", "edited_at"):
            assert getattr(model, name) == getattr(shown, name)
        for name in ("answer_count", "to_name", "not_for_me", "deleted_at"):
            assert getattr(model, name) == getattr(shown, name)
        assert (model.author.initials, model.author.hue) == (shown.author.initials, shown.author.hue)
