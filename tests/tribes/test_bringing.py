"""Bring your people: a list is looked at, then everybody new on it is invited, once."""

from datetime import timedelta
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from folkmoot.permissions.services import joining
from folkmoot.site.housekeeping import tidy
from folkmoot.tribes import selectors, services
from folkmoot.tribes.lists import NotAList
from folkmoot.tribes.lists.rules import MAX_BYTES
from folkmoot.tribes.models import Invitation, NeverAgain, PeopleList
from folkmoot.tribes.rules import address_digest
from tests.support.cast import make_person

pytestmark = pytest.mark.django_db
LISTS = Path(__file__).parent.parent / "fixtures" / "lists"


def page(name, *args):
    return reverse(name, args=args)


def bring(cast, text, name=""):
    return services.bring_list(cast.tribe, cast.leader, text.encode(), name)


def addresses(**which):
    return set(Invitation.objects.filter(**which).values_list("address", flat=True))


# --- who is invited ---------------------------------------------------------------------------------
def test_the_preview_says_who_is_new_here_or_invited_before(cast, invited):
    invited("bo@example.com")
    found = bring(cast, "Ann <ann@example.com>\nbo@example.com\nMEMBER@example.org\nann@example.com\nnot an address")
    preview = selectors.preview_of(found)
    assert [(person.address, person.mark) for person in preview.people] == [
        ("ann@example.com", "new"),
        ("bo@example.com", "before"),
        ("member@example.org", "here"),
    ]
    assert preview.repeated == 1 and len(preview.unreadable) == 1
    assert [person.address for person in preview.to_invite] == ["ann@example.com"]
    assert Invitation.objects.count() == 1, "nobody is invited by looking"


def test_a_members_other_address_counts_as_here_once_it_is_verified(cast):
    EmailAddress.objects.create(user=cast.member, email="m@work.example", verified=True)
    EmailAddress.objects.create(user=cast.member, email="claimed@work.example", verified=False)
    preview = selectors.preview_of(bring(cast, "m@work.example\nclaimed@work.example"))
    assert [person.mark for person in preview.people] == ["here", "new"]


def test_people_with_an_account_here_are_not_told_apart(cast):
    make_person("known")
    preview = selectors.preview_of(bring(cast, "known@example.org\nunknown@example.org"))
    assert {person.mark for person in preview.people} == {"new"}
    assert preview.mails == 2 and preview.not_invited == 0


def test_who_said_never_again_is_not_invited_and_not_named(cast, client):
    NeverAgain.objects.create(digest=address_digest("no@example.com"), at=timezone.now())
    found = bring(cast, "no@example.com\nyes@example.com")
    client.force_login(cast.leader)
    text = client.get(page("bring_preview", cast.tribe.slug, found.pk)).text
    assert "1 person will be invited" in text
    # The address stands among the others as it was brought, with nothing beside it.
    rows = {who: text.split(f">{who}<")[1].split("</tr>")[0] for who in ("no@example.com", "yes@example.com")}
    assert rows["no@example.com"].replace("1", "2") == rows["yes@example.com"]
    assert services.confirm_list(found, cast.leader).mails == 1
    assert addresses() == {"yes@example.com"}


def test_who_unsubscribed_from_the_list_and_who_wants_nothing_are_one_number(cast):
    NeverAgain.objects.create(digest=address_digest("ann@example.com"), at=timezone.now())
    text = "Email Address,MEMBER_RATING,UNSUB_TIME\nann@example.com,2,\nbo@example.com,2,\n"
    text += "gone@example.com,2,2024-01-01 10:00:00\n"
    preview = selectors.preview_of(bring(cast, text, "subscribers.csv"))
    assert preview.not_invited == 2 and preview.mails == 1


def test_one_person_as_handle_and_mail_is_invited_once(cast):
    found = bring(cast, "@ann@social.example\nann@social.example\n@ben@social.example")
    preview = selectors.preview_of(found)
    assert preview.repeated == 1 and len(preview.to_invite) == 2
    assert services.confirm_list(found, cast.leader) == services.Confirmed(mails=0, by_hand=2)


def test_handles_wait_to_be_passed_on_by_hand(cast):
    found = bring(cast, "Account address,Show boosts\nann@social.example,true\n", "following_accounts.csv")
    services.confirm_list(found, cast.leader)
    (made,) = Invitation.objects.all()
    assert (made.kind, made.state, made.address) == ("handle", "by_hand", "ann@social.example")
    assert DBTaskResult.objects.count() == 0


def test_confirming_makes_one_invitation_each_and_hands_them_to_the_background(cast):
    found = bring(cast, "Ann <ann@example.com>, bo@example.com")
    done = services.confirm_list(found, cast.leader, "  Come along!\r\nIt is fun.\x00 \n")
    assert done == services.Confirmed(mails=2, by_hand=0)
    ann = Invitation.objects.get(address="ann@example.com")
    assert (ann.called, ann.words, ann.state, ann.by) == ("Ann", "Come along!\nIt is fun.", "waiting", cast.leader)
    (task,) = DBTaskResult.objects.all()
    assert (task.queue_name, task.args_kwargs["args"]) == ("mail", [cast.tribe.pk])
    found.refresh_from_db()
    assert (found.state, found.reading) == ("confirmed", {}), "the list itself is forgotten"


def test_a_list_is_confirmed_once(cast):
    found = bring(cast, "ann@example.com")
    services.confirm_list(found, cast.leader)
    with pytest.raises(services.Refused):
        services.confirm_list(found, cast.leader)
    with pytest.raises(services.Refused):
        services.drop_list(found, cast.leader)
    assert Invitation.objects.count() == 1 and DBTaskResult.objects.count() == 1


def test_two_lists_with_the_same_person_invite_them_once(cast):
    first, second = bring(cast, "ann@example.com"), bring(cast, "ann@example.com\nbo@example.com")
    services.confirm_list(first, cast.leader)
    assert services.confirm_list(second, cast.leader) == services.Confirmed(mails=1, by_hand=0)
    assert addresses() == {"ann@example.com", "bo@example.com"}


def test_another_tribe_may_invite_the_same_person(cast, invited):
    other = joining.found_tribe(cast.leader, "Brass Band", "We play.")
    invited("ann@example.com")
    assert len(invited("ann@example.com", tribe=other)) == 1


def test_a_dropped_list_is_forgotten_with_everybody_on_it(cast):
    found = bring(cast, "ann@example.com", "friends.txt")
    services.drop_list(found, cast.leader)
    found.refresh_from_db()
    assert (found.state, found.reading, found.file_name) == ("dropped", {}, "")


def test_lists_left_lying_are_forgotten_after_a_week(cast):
    old, fresh = bring(cast, "ann@example.com"), bring(cast, "bo@example.com")
    PeopleList.objects.filter(pk=old.pk).update(brought_at=timezone.now() - timedelta(days=8))
    tidy()  # what the worker does once a day: nobody else need bring a list for it
    old.refresh_from_db()
    fresh.refresh_from_db()
    assert (old.state, old.reading, fresh.state) == ("dropped", {}, "read")


def test_only_leaders_bring_and_only_who_brought_it_confirms(cast):
    for person in (cast.member, cast.outsider, cast.removed):
        with pytest.raises(services.Refused):
            services.bring_list(cast.tribe, person, b"ann@example.com")
    services.set_role(cast.tribe, cast.member, "leader", cast.leader)
    found = bring(cast, "ann@example.com")
    with pytest.raises(services.Refused):
        services.confirm_list(found, cast.member)
    services.set_role(cast.tribe, cast.leader, "member", cast.member)
    with pytest.raises(services.Refused):
        services.confirm_list(found, cast.leader)
    assert Invitation.objects.count() == 0


def test_ten_thousand_people_are_previewed_and_invited(cast, django_assert_max_num_queries):
    found = bring(cast, "\n".join(f"p{n}@example.com" for n in range(10_000)))
    with django_assert_max_num_queries(24):
        assert selectors.preview_of(found).mails == 10_000
    assert services.confirm_list(found, cast.leader).mails == 10_000


# --- the pages --------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", sorted(path.name for path in LISTS.iterdir() if not path.name.startswith("unsub")))
def test_every_kind_of_list_comes_through_the_pages(cast, client, name):
    client.force_login(cast.leader)
    upload = SimpleUploadedFile(name, (LISTS / name).read_bytes())
    answer = client.post(page("bring", cast.tribe.slug), {"file": upload}, follow=True)
    assert answer.status_code == 200, answer.text
    (found,) = PeopleList.objects.all()
    invited = len(selectors.preview_of(found).to_invite)
    assert invited
    answer = client.post(page("bring_preview", cast.tribe.slug, found.pk), {"do": "invite", "words": "Hi"}, follow=True)
    assert answer.redirect_chain == [(page("invitations", cast.tribe.slug), 302)]
    assert Invitation.objects.count() == invited


def test_the_preview_can_be_narrowed_and_searched(cast, client):
    text = "".join(f"P{n:03} <p{n}@example.com>\n" for n in range(120)) + "member@example.org\n???@\n"
    found = bring(cast, text)
    client.force_login(cast.leader)
    address = page("bring_preview", cast.tribe.slug, found.pk)
    first = client.get(address).text
    assert "p0@example.com" in first and "p77@example.com" not in first and "1 to 50 of 121" in first
    assert "p77@example.com" in client.get(address, {"page": 2}).text
    assert "p77@example.com" in client.get(address, {"q": "p077"}).text
    here = client.get(address, {"show": "here"}).text
    assert "member@example.org" in here and "p0@example.com" not in here
    assert "???@" in client.get(address, {"show": "unreadable"}).text
    assert client.get(address, {"show": "nonsense", "page": "-1", "q": "zzzz"}).status_code == 200


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({}, "Choose a file, or paste"),
        ({"pasted": "  \n "}, "Choose a file, or paste"),
        ({"pasted": "hello there"}, "address"),
        ({"pasted": "a@example.org", "file": b"b@example.org"}, "one list at a time"),
        ({"file": b"PK\x03\x04\x00\x00"}, ""),
        ({"file": b""}, "empty"),
        ({"file": b"a" * (MAX_BYTES + 1)}, "larger than 5 MB"),
        ({"pasted": "x@\x00y"}, ""),
    ],
)
def test_what_is_no_list_gets_one_sentence(cast, client, sent, says):
    client.force_login(cast.leader)
    if "file" in sent:
        sent = {**sent, "file": SimpleUploadedFile("list.csv", sent["file"])}
    answer = client.post(page("bring", cast.tribe.slug), sent)
    assert answer.status_code == 422 and "Not sent yet" in answer.text
    assert says in answer.text and answer.text.count('class="errorlist') == 1
    assert PeopleList.objects.count() == 0


def test_a_list_is_nobody_elses_to_read(cast, client):
    services.set_role(cast.tribe, cast.member, "leader", cast.leader)
    other = joining.found_tribe(cast.leader, "Brass Band", "We play.")
    found = bring(cast, "ann@example.com")
    client.force_login(cast.member)
    assert client.get(page("bring_preview", cast.tribe.slug, found.pk)).status_code == 404
    client.force_login(cast.leader)
    assert client.get(page("bring_preview", other.slug, found.pk)).status_code == 404
    assert client.get(page("bring_preview", cast.tribe.slug, found.pk)).status_code == 200


def test_a_double_click_invites_once(cast, client):
    found = bring(cast, "ann@example.com")
    client.force_login(cast.leader)
    address = page("bring_preview", cast.tribe.slug, found.pk)
    for _ in range(2):
        assert client.post(address, {"do": "invite"}).status_code == 302
    assert Invitation.objects.count() == 1


def test_a_list_is_forgotten_by_a_button(cast, client):
    found = bring(cast, "ann@example.com")
    client.force_login(cast.leader)
    answer = client.post(page("bring_preview", cast.tribe.slug, found.pk), {"do": "forget"}, follow=True)
    assert "Nobody was invited." in answer.text and Invitation.objects.count() == 0
    assert client.get(page("bring_preview", cast.tribe.slug, found.pk)).status_code == 302


def test_words_that_are_too_long_are_given_back(cast, client):
    found = bring(cast, "ann@example.com")
    client.force_login(cast.leader)
    answer = client.post(page("bring_preview", cast.tribe.slug, found.pk), {"do": "invite", "words": "x" * 2001})
    assert answer.status_code == 422 and Invitation.objects.count() == 0


def test_after_twenty_lists_in_an_hour_the_page_says_when_again(cast, client):
    for n in range(20):
        bring(cast, f"p{n}@example.com")
    client.force_login(cast.leader)
    answer = client.post(page("bring", cast.tribe.slug), {"pasted": "ann@example.com"})
    assert answer.status_code == 422
    assert "You can bring 20 lists an hour. Try again after" in answer.text


def test_reading_is_refused_with_a_sentence_of_its_own(cast):
    with pytest.raises(NotAList):
        bring(cast, "nobody at all")


def test_names_and_words_on_a_list_are_shown_as_text(cast, client):
    found = bring(cast, '"<script>alert(1)</script>" <ann@example.com>')
    client.force_login(cast.leader)
    assert "<script>alert" not in client.get(page("bring_preview", cast.tribe.slug, found.pk)).text
