"""Who may reach me: the page on which people decide, change, revoke, undo and look back."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from folkmoot.permissions.models import Permission, PermissionVersion
from folkmoot.permissions.rules import ALL_TOPICS, Per, Scope, Terms
from folkmoot.permissions.selectors import permission_between, topics_of
from folkmoot.permissions.services import joining
from folkmoot.permissions.services.giving import change_permission, give_permission, revoke_permission
from folkmoot.permissions.services.topics import add_topic, retire_topic
from folkmoot.talk.services import publish_post
from tests.support.cast import make_people, make_person

pytestmark = pytest.mark.django_db

PAGE = "/permissions/"
ANYTHING = {"which": "all", "at_most": "", "per": "7", "until": ""}


@pytest.fixture
def member(client, cast):
    client.force_login(cast.member)
    return cast.member


@pytest.fixture
def posts(cast, member) -> Permission:
    """What the member permits the tribe to post."""
    return permission_between(cast.member.pk, cast.tribe.pk, Scope.POSTS)


def change(client, permission, **fields):
    return client.post(reverse("permission_change", args=[permission.pk]), {**ANYTHING, **fields})


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def undo_url(response) -> str:
    return next(message.extra_tags for message in response.context["messages"])


# --- the page ---------------------------------------------------------------------------------------


def test_the_sentence_stands_on_the_page(client, member):
    page = client.get(PAGE)
    assert "You decide who may reach you, for what, and how often." in page.content.decode()


def test_a_row_says_what_is_allowed_what_was_used_and_what_came(client, cast, posts):
    garden, tools = topics_of(cast.tribe.pk)
    until = datetime(timezone.now().year + 1, 3, 2, tzinfo=UTC)
    terms = Terms(1 << garden.slot | 1 << tools.slot, 3, Per.WEEK, until, interrupt=True)
    change_permission(cast.member, posts.pk, terms)
    publish_post(cast.leader, cast.tribe, "Slugs", (garden.pk,))
    publish_post(cast.leader, cast.tribe, "A drill", (tools.pk,))
    page = client.get(PAGE).content.decode()
    assert f"Posts on garden and tools, at most 3 in any week, until 1 March {until.year}, may send an e-mail" in page
    assert "2 of 3 used in the last 7 days" in page
    assert '<progress id="used-' in page
    assert "Brought you 2 messages in 31 days." in page


def test_tribes_come_before_people_and_each_has_its_rows(client, cast, member):
    give_permission(cast.member, make_person("abel"), Scope.POSTS)
    (tribes_title, tribes), (people_title, people) = client.get(PAGE).context["groups"]
    assert (tribes_title, [block.face.display_name for block in tribes]) == ("Tribes", ["Linden Street"])
    assert (people_title, [block.face.display_name for block in people]) == ("People", ["Abel"])
    assert [line.head for line in tribes[0].lines] == ["Posts", "Replies and mentions"]


def test_what_was_revoked_and_what_has_run_out_stand_below(client, cast, posts):
    revoke_permission(cast.member, posts.pk)
    short = give_permission(cast.member, cast.leader, Scope.POSTS, Terms(until=timezone.now() + timedelta(days=1)))
    Permission.objects.filter(pk=short.pk).update(until=timezone.now() - timedelta(days=40))
    page = client.get(PAGE)
    assert {line.id for block in page.context["ended"] for line in block.lines} == {posts.pk, short.pk}
    live = [line.head for _, blocks in page.context["groups"] for block in blocks for line in block.lines]
    assert live == ["Replies and mentions"]
    assert "ended on" in page.content.decode()


def test_somebody_whom_nobody_reaches_is_told_what_to_do(client, cast):
    client.force_login(cast.outsider)
    page = client.get(PAGE).content.decode()
    assert "Nobody may reach you yet" in page
    assert "No longer" not in page


def test_forty_holders_cost_as_many_queries_as_two(client, cast, member):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(PAGE).status_code == 200
        return len(captured)

    for person in make_people(1, "first"):
        give_permission(member, person, Scope.POSTS, Terms(at_most=2))
    few = queries()
    for index, person in enumerate(make_people(40, "more")):
        given = give_permission(member, person, Scope(1 + index % 4), Terms(at_most=1 + index))
        if index % 5 == 0:
            revoke_permission(member, given.pk)
    for index in range(3):
        tribe = joining.found_tribe(member, f"Tribe {index}", "One of several.", ("one", "two"))
        change_permission(member, permission_between(member.pk, tribe.pk, Scope.POSTS).pk, Terms(topics=2))
    assert queries() == few
    assert few <= 10


# --- change -----------------------------------------------------------------------------------------


def test_changing_takes_effect_at_once_and_can_be_undone(client, cast, posts):
    garden = topics_of(cast.tribe.pk)[0]
    answer = client.post(
        reverse("permission_change", args=[posts.pk]),
        {"which": "some", "slots": [str(garden.slot)], "at_most": "3", "per": "1", "until": "", "interrupt": "on"},
        follow=True,
    )
    assert answer.redirect_chain == [(f"{PAGE}#permission-{posts.pk}", 302)]
    posts.refresh_from_db()
    assert posts.terms == Terms(1 << garden.slot, 3, Per.DAY, None, True)
    assert said(answer) == ["From now on, Linden Street: Posts on garden, at most 3 in any day, may send an e-mail."]
    undone = client.post(undo_url(answer), follow=True)
    posts.refresh_from_db()
    assert posts.terms == Terms()
    assert said(undone) == ["Taken back. Linden Street: Posts, on everything, without limit."]


def test_the_form_shows_what_is_permitted_now(client, cast, posts):
    _garden, tools = topics_of(cast.tribe.pk)
    until = timezone.make_aware(datetime(timezone.now().year + 2, 3, 2))
    change_permission(cast.member, posts.pk, Terms(1 << tools.slot, 3, Per.MONTH, until, True))
    form = client.get(reverse("permission_change", args=[posts.pk])).context["form"]
    assert form.initial == {
        "which": "some",
        "slots": [tools.slot],
        "later": False,
        "at_most": 3,
        "per": 31,
        "until": date(until.year, 3, 1),
        "interrupt": True,
    }


def test_saving_the_form_as_it_is_changes_nothing_and_offers_no_undo(client, cast, posts):
    garden, _ = topics_of(cast.tribe.pk)
    change_permission(cast.member, posts.pk, Terms(1 << garden.slot, 3, Per.DAY))
    versions = PermissionVersion.objects.count()
    url = reverse("permission_change", args=[posts.pk])
    initial = client.get(url).context["form"].initial
    answer = client.post(url, {k: v for k, v in initial.items() if v not in (None, False)}, follow=True)
    assert PermissionVersion.objects.count() == versions
    assert said(answer) == ["Nothing changed. Linden Street: Posts on garden, at most 3 in any day."]
    assert not undo_url(answer)


def test_until_is_the_end_of_that_day_where_the_person_lives(client, cast, posts):
    cast.member.time_zone = "Asia/Tokyo"
    cast.member.save()
    year = timezone.now().year + 1
    change(client, posts, until=f"{year}-03-01")
    posts.refresh_from_db()
    assert posts.until == datetime(year, 3, 1, 15, 0, tzinfo=UTC)
    assert f"until 1 March {year}" in client.get(PAGE).content.decode()


def test_until_today_is_still_possible(client, cast, posts):
    change(client, posts, until=timezone.localdate().isoformat())
    posts.refresh_from_db()
    assert timezone.now() < posts.until <= timezone.now() + timedelta(days=1)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("at_most", "0", "A budget is a whole number from 1 to 1000; leave it empty for no limit."),
        ("at_most", "-3", "A budget is a whole number from 1 to 1000; leave it empty for no limit."),
        ("at_most", "1001", "A budget is a whole number from 1 to 1000; leave it empty for no limit."),
        ("at_most", "9" * 40, "A budget is a whole number from 1 to 1000; leave it empty for no limit."),
        ("at_most", "a few", "A budget is a whole number from 1 to 1000; leave it empty for no limit."),
        ("until", "2001-01-01", "That day has passed; choose one to come, or revoke the permission."),
        ("until", "9999-12-31", "That is more than a hundred years from now; leave it empty instead."),
        ("until", "soon", "Write the day as year-month-day, such as 2030-03-01."),
    ],
)
def test_terms_that_make_no_sense_are_answered_with_a_sentence(client, posts, field, value, sentence):
    answer = change(client, posts, **{field: value})
    assert answer.status_code == 422
    assert answer.context["form"].errors[field] == [sentence]
    assert sentence in answer.content.decode()
    posts.refresh_from_db()
    assert posts.terms == Terms()


@pytest.mark.parametrize(
    "nonsense",
    [
        {"per": "3"},
        {"per": ""},
        {"which": "none"},
        {"which": "some", "slots": ["40"]},
        {"which": "some", "slots": ["x"]},
    ],
)
def test_a_form_with_nonsense_changes_nothing(client, posts, nonsense):
    assert change(client, posts, **nonsense).status_code == 422
    posts.refresh_from_db()
    assert posts.terms == Terms()


def test_no_topic_at_all_is_answered_with_what_to_do(client, posts):
    answer = change(client, posts, which="some")
    assert answer.context["form"].errors["slots"] == ["Tick at least one topic, or revoke the permission instead."]


def test_topics_that_come_later_can_be_let_in_and_one_topic_kept_out(client, cast, posts):
    garden, tools = topics_of(cast.tribe.pk)
    answer = change(client, posts, which="some", slots=[str(garden.slot)], later="on")
    assert answer.status_code == 302
    posts.refresh_from_db()
    kitchen = add_topic(cast.tribe, "kitchen")
    reached = [
        publish_post(cast.leader, cast.tribe, "A word", topics).reach.reached
        for topics in [(garden.pk,), (kitchen.pk,), (tools.pk,), ()]
    ]
    assert reached == [1, 1, 0, 0]
    assert "Posts on every topic but tools" in client.get(PAGE).content.decode()


def test_a_retired_topic_that_is_permitted_stays_in_the_form(client, cast, posts):
    garden, tools = topics_of(cast.tribe.pk)
    change_permission(cast.member, posts.pk, Terms(1 << garden.slot))
    retire_topic(cast.tribe, garden.pk)
    form = client.get(reverse("permission_change", args=[posts.pk])).context["form"]
    assert form.fields["slots"].choices == [(garden.slot, "garden"), (tools.slot, "tools")]
    change_permission(cast.member, posts.pk, Terms())
    form = client.get(reverse("permission_change", args=[posts.pk])).context["form"]
    assert form.fields["slots"].choices == [(tools.slot, "tools")]


def test_a_holder_without_topics_is_permitted_everything_or_nothing(client, cast, member):
    given = give_permission(member, cast.leader, Scope.POSTS)
    page = client.get(reverse("permission_change", args=[given.pk]))
    assert "which" not in page.context["form"].fields
    client.post(reverse("permission_change", args=[given.pk]), {"at_most": "2", "per": "7"})
    given.refresh_from_db()
    assert given.terms == Terms(ALL_TOPICS, 2, Per.WEEK)


def test_htmx_takes_the_row_out_of_the_page_that_answers(client, posts):
    row = f'id="permission-{posts.pk}"'
    htmx = {"HX-Request": "true"}
    url = reverse("permission_change", args=[posts.pk])
    assert client.get(url, headers=htmx).content.decode().count(row) == 1
    # htmx shows no answer with a status of 4xx, and an error must be seen.
    wrong = client.post(url, {**ANYTHING, "at_most": "0"}, headers=htmx)
    assert wrong.status_code == 200
    assert wrong.content.decode().count(row) == 1
    assert "A budget is a whole number" in wrong.content.decode()
    done = client.post(url, {**ANYTHING, "at_most": "4"}, headers=htmx, follow=True)
    assert done.content.decode().count(row) == 1


# --- revoke, give again, undo -----------------------------------------------------------------------


def test_revoking_ends_it_at_once_and_can_be_undone(client, cast, posts):
    answer = client.post(reverse("permission_revoke", args=[posts.pk]), follow=True)
    assert said(answer) == ["Linden Street may not reach you any more: Posts."]
    assert publish_post(cast.leader, cast.tribe, "Hello?").reach.reached == 0
    client.post(undo_url(answer))
    assert publish_post(cast.leader, cast.tribe, "Hello again").reach.reached == 1


def test_revoking_twice_is_told_and_is_no_second_change(client, posts):
    url = reverse("permission_revoke", args=[posts.pk])
    client.post(url)
    versions = PermissionVersion.objects.count()
    answer = client.post(url, follow=True)
    assert said(answer)[-1] == "That had ended already."
    assert PermissionVersion.objects.count() == versions


def test_what_was_revoked_can_be_given_again_as_it_was(client, cast, posts):
    change_permission(cast.member, posts.pk, Terms(at_most=3))
    revoke_permission(cast.member, posts.pk)
    assert reverse("permission_again", args=[posts.pk]) in client.get(PAGE).content.decode()
    client.post(reverse("permission_again", args=[posts.pk]))
    posts.refresh_from_db()
    assert (posts.live, posts.terms) == (True, Terms(at_most=3))
    newest = PermissionVersion.objects.filter(permission=posts).order_by("-pk").first()
    assert newest.why == "given"


def test_what_has_run_out_is_given_again_without_its_end(client, cast, posts):
    Permission.objects.filter(pk=posts.pk).update(until=timezone.now() - timedelta(days=1))
    client.post(reverse("permission_again", args=[posts.pk]))
    posts.refresh_from_db()
    assert (posts.live, posts.until) == (True, None)


def test_a_tribe_one_has_left_is_given_nothing_again(client, cast, posts):
    joining.leave_tribe(cast.tribe, cast.member)
    page = client.get(PAGE)
    [block] = page.context["ended"]
    assert {line.again_url for line in block.lines} == {""}
    assert block.face.url == ""  # a tribe by invitation is not shown to those who left
    answer = client.post(reverse("permission_again", args=[posts.pk]), follow=True)
    assert said(answer) == ["You do not belong to this tribe; join it, and it may reach you."]
    posts.refresh_from_db()
    assert not posts.live


def test_the_form_of_a_tribe_one_has_left_says_why_it_cannot_be(client, cast, posts):
    joining.leave_tribe(cast.tribe, cast.member)
    answer = change(client, posts, at_most="3")
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors() == [
        "You do not belong to this tribe; join it, and it may reach you."
    ]


def test_an_old_undo_says_that_it_is_too_late(client, cast, posts):
    changed = change_permission(cast.member, posts.pk, Terms(at_most=3))
    revoke_permission(cast.member, posts.pk)
    answer = client.post(reverse("permission_undo", args=[posts.pk, changed.version_id]), follow=True)
    assert said(answer) == ["It was changed again since; its history says how."]
    posts.refresh_from_db()
    assert not posts.live


def test_one_comes_back_to_the_page_one_was_on(client, posts):
    url = reverse("permission_revoke", args=[posts.pk])
    here = "http://testserver/people/leader/?before=3"
    assert client.post(url, headers={"Referer": here})["Location"] == here
    assert client.post(url, {"next": "/t/linden-street/"})["Location"] == "/t/linden-street/"
    for elsewhere in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        answer = client.post(url, {"next": elsewhere}, headers={"Referer": elsewhere})
        assert answer["Location"] == PAGE


# --- history ----------------------------------------------------------------------------------------


def test_history_tells_what_changed_and_when_in_plain_words(client, cast, posts):
    change_permission(cast.member, posts.pk, Terms(at_most=3))
    revoked = revoke_permission(cast.member, posts.pk)
    client.post(reverse("permission_undo", args=[posts.pk, revoked.version_id]))
    joining.leave_tribe(cast.tribe, cast.member)
    page = client.get(reverse("permission_history", args=[posts.pk]))
    assert [(entry["said"], entry["allows"]) for entry in page.context["entries"]] == [
        ("Your place in the tribe ended, and this with it", ""),
        ("You took your last change back", "Posts, at most 3 in any week"),
        ("You revoked it", ""),
        ("You changed it", "Posts, at most 3 in any week"),
        ("You gave it", "Posts, on everything, without limit"),
    ]
    assert [entry["undo_url"] for entry in page.context["entries"]] == [""] * 5


def test_the_last_change_can_be_undone_from_its_history(client, cast, posts):
    change_permission(cast.member, posts.pk, Terms(at_most=3))
    page = client.get(reverse("permission_history", args=[posts.pk]))
    newest, first = page.context["entries"]
    assert not first["undo_url"]
    client.post(newest["undo_url"])
    posts.refresh_from_db()
    assert posts.terms == Terms()


def test_saving_on_the_page_of_its_own_goes_back_to_the_list_as_a_whole_page(client, posts):
    url = reverse("permission_change", args=[posts.pk])
    alone, in_the_row = (client.get(url, headers=headers).content.decode() for headers in ({}, {"HX-Request": "true"}))
    form = alone[alone.index('<form class="form"') :].partition("</form>")[0]
    assert "hx-" not in form and ">Save</button>" in form and ">Cancel</a>" in form
    assert 'hx-select-oob="#messages:innerHTML,#tally:innerHTML"' in in_the_row
    answer = client.post(url, {**ANYTHING, f"terms-{posts.pk}-which": "all", f"terms-{posts.pk}-per": "7"})
    assert answer.status_code == 302 and answer.url == f"{PAGE}#permission-{posts.pk}"
