"""A tribe before the mirror: whose words are in it, whose are not, and who may see it."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from folkmoot.favors.services import board
from folkmoot.favors.services.asking import Audience, How, put_before
from folkmoot.mirror.notes import Notes
from folkmoot.mirror.pages import reading, services, tribe
from folkmoot.mirror.pages.folders import Folder
from folkmoot.mirror.pages.models import Look
from folkmoot.mirror.pages.rules import MirrorRefused
from folkmoot.mirror.pages.selectors import folder_of, report_as_json, report_of
from folkmoot.mirror.rows import Act, Person, Post
from folkmoot.permissions.rules import Scope
from folkmoot.permissions.services import joining
from folkmoot.permissions.services.giving import give_permission
from folkmoot.talk.services import answer_post, delete_post, publish_post
from folkmoot.tribes.services import Refused
from tests.favors.ledger_world import did, members
from tests.mirror.pages.looks import make_look

pytestmark = pytest.mark.django_db


def rows(of, kind):
    return [row for row in tribe.rows_of(of) if isinstance(row, kind)]


def key(person) -> str:
    return f"folkmoot:{person.pk}"


def client_of(person) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def test_the_words_of_leaders_are_read_and_those_of_members_are_not(cast):
    said = publish_post(cast.leader, cast.tribe, "The **pump** is mended.").post
    publish_post(cast.member, cast.tribe, "A secret of mine.")
    answer_post(cast.member, said, "Thank you so much!")
    (post,) = rows(cast.tribe, Post)
    assert (post.author, post.text, post.answers, post.audience) == (tribe.LEADERS, "The pump is mended.", 1, "group")
    assert post.url.endswith(f"/p/{said.pk}/")
    assert not any("secret" in str(row) or "Thank" in str(row) for row in tribe.rows_of(cast.tribe))


def test_who_answers_and_thanks_whom_is_told_of_everybody(cast):
    fellow, other = members(cast.tribe, "fellow", "other")
    said = publish_post(fellow, cast.tribe, "Who has a saw?").post
    answer_post(other, said, "I do.")
    answer_post(cast.leader, said, "Look into the shed, @other knows where.")
    answer_post(fellow, answer_post(other, said, "It is there.").post, "Thank you!")
    acts = {(act.kind, act.who, act.whom) for act in rows(cast.tribe, Act)}
    assert ("reply", key(other), key(fellow)) in acts
    assert ("reply", tribe.LEADERS, key(fellow)) in acts
    assert ("mention", tribe.LEADERS, key(other)) in acts
    assert ("thank", key(fellow), key(other)) in acts


def test_leaders_are_one_and_do_not_talk_with_themselves(cast):
    (second,) = members(cast.tribe, "second")
    cast.tribe.memberships.filter(person=second).update(role="leader")
    said = publish_post(cast.leader, cast.tribe, "Who comes on Saturday?").post
    answer_post(second, said, "I do.")
    assert rows(cast.tribe, Act) == []
    assert [post.author for post in rows(cast.tribe, Post)] == [tribe.LEADERS] * 2
    assert [person.key for person in rows(cast.tribe, Person) if person.me] == [tribe.LEADERS]


def test_members_are_named_as_their_list_names_them_and_who_has_left_is_a_number(cast):
    said = publish_post(cast.leader, cast.tribe, "Hello").post
    answer_post(cast.member, said, "Hello yourself")
    joining.leave_tribe(cast.tribe, cast.member)
    named = {person.key: person.shown for person in rows(cast.tribe, Person)}
    assert named == {tribe.LEADERS: cast.tribe.name}
    assert rows(cast.tribe, Act)[0].who == key(cast.member)


def test_what_is_deleted_or_said_elsewhere_is_not_in_it(cast):
    delete_post(cast.leader, publish_post(cast.leader, cast.tribe, "Never mind").post.pk)
    other = joining.found_tribe(cast.leader, "Choir", "We sing.")
    publish_post(cast.leader, other, "Do re mi")
    publish_post(cast.leader, None, "To whoever follows me")
    assert rows(cast.tribe, Post) == []


def test_favors_that_the_tribe_may_read_of_are_thanks_and_others_are_not(cast):
    fellow, other = members(cast.tribe, "fellow", "other")
    did(cast.tribe, fellow, other, 30, "Sharpened the saw")
    did(cast.tribe, cast.leader, other, 30, "Between us", shared=False)
    (act,) = rows(cast.tribe, Act)
    assert (act.kind, act.who, act.whom) == ("thank", key(other), key(fellow))


def test_an_ask_is_one_once_it_was_put_before_people_and_an_offer_always(cast):
    (fellow,) = members(cast.tribe, "fellow")
    give_permission(fellow, cast.tribe, Scope.ASKS)
    board.offer_help(cast.leader, cast.tribe, board.Draft("Sharpen knives", 30, None))
    ask = board.ask_for_help(cast.leader, cast.tribe, board.Draft("Mend the gate", 30))
    assert [post.text for post in rows(cast.tribe, Post)] == ["I offer to help: Sharpen knives"]
    put_before(cast.leader, ask.pk, Audience(How.NAMED, (fellow.pk,)))
    assert "@somebody Can you help me? Mend the gate" in [post.text for post in rows(cast.tribe, Post)]


def test_the_rows_come_back_as_they_were_written(cast, tmp_path):
    from folkmoot.mirror.archive import opened
    from folkmoot.mirror.readers import recognized
    from folkmoot.mirror.readers import tribe as reader

    said = publish_post(cast.leader, cast.tribe, "Zoë’s “pump” 🚰 is mended.").post
    answer_post(cast.member, said, "Well done.")
    folder = Folder.make(tmp_path)
    tribe.carry_over(cast.tribe, folder)
    (place,) = folder.handed_in()
    with opened(place, Notes()) as found:
        ((by, files),) = recognized(found).items()
        assert by is reader
        assert list(reader.read(files, Notes())) == list(tribe.rows_of(cast.tribe))


@pytest.mark.parametrize(
    "line",
    [
        "nonsense",
        "[]",
        '["post"]',
        '["person", 1, 2, 3, 4, 5]',
        '["act", "hug", "a", "b", null, null, null]',
        '["person", "x:1", "x", "somebody of another network", null, true]',
        "[" * 999,
    ],
)
def test_a_line_that_is_no_row_is_left_out_and_counted(tmp_path, line):
    from folkmoot.mirror.archive import opened
    from folkmoot.mirror.readers import tribe as reader

    place = tmp_path / "tribe.jsonl"
    place.write_text(f"{reader.HEAD}\n{line}\n" + '["person", "folkmoot:1", "folkmoot", "ann", null, true]\n')
    notes = Notes()
    with opened(place, notes) as found:
        assert list(reader.read({"rows": found}, notes)) == [Person("folkmoot:1", "folkmoot", "ann", None, True)]
    assert notes.skipped == 1


def test_a_leader_sees_the_tribe_in_the_mirror(cast):
    (fellow,) = members(cast.tribe, "fellow")
    for number in range(14):
        said = publish_post(cast.leader, cast.tribe, f"Here is how I mend pump number {number}.").post
        answer_post((cast.member, fellow)[number % 2], said, "A secret answer.")
    client = client_of(cast.leader)
    at = client.post(f"/t/{cast.tribe.slug}/mirror/").headers["Location"]
    assert client.get(at).status_code == 200
    reading.read_all_waiting()
    look = Look.objects.get()
    assert (look.state, look.told["posts"]) == ("ready", 14)
    told = client.get(at).content.decode()
    assert "deleted by itself" in told
    assert "handed in" not in told  # nobody handed anything in
    assert client.get(at + "report/").status_code == 200
    unmarked = report_of(look).replace("<mark>", "").replace("</mark>", "")  # words that the judge went by are marked
    assert "how I mend pump" in unmarked
    assert "secret answer" not in report_of(look) + report_as_json(look)
    assert f'href="{at}"' in client.get(f"/t/{cast.tribe.slug}/mirror/").content.decode()


def test_only_leaders_begin_and_see_it_and_nobody_who_led_it_once(cast):
    (second,) = members(cast.tribe, "second")
    cast.tribe.memberships.filter(person=second).update(role="leader")
    look = make_look(second, tribe=cast.tribe)
    at = f"/mirror/{look.pk}/report/"
    assert client_of(cast.leader).get(at).status_code == 200
    assert client_of(second).get(at).status_code == 200
    cast.tribe.memberships.filter(person=second).update(role="member")
    for person in (second, cast.member, cast.outsider, cast.removed, None):
        assert client_of(person).get(at).status_code == 404
    with pytest.raises(Refused):
        services.look_at_tribe(cast.tribe, cast.member)


def test_a_look_at_a_tribe_is_not_among_ones_own(cast):
    make_look(cast.leader, tribe=cast.tribe, kept_at=timezone.now())
    assert "What you keep" not in client_of(cast.leader).get("/mirror/").content.decode()


def test_a_tribe_is_looked_at_once_at_a_time_beside_ones_own_archive(cast):
    make_look(cast.leader, "waiting")
    services.look_at_tribe(cast.tribe, cast.leader)
    with pytest.raises(MirrorRefused, match="already"):
        services.look_at_tribe(cast.tribe, cast.leader)


def test_a_look_at_a_tribe_that_broke_off_is_taken_up_with_rows_of_its_own(cast):
    publish_post(cast.leader, cast.tribe, "Hello")
    look = services.look_at_tribe(cast.tribe, cast.leader)
    reading.claim_next()
    tribe.carry_over(cast.tribe, folder_of(look))  # and there it broke off
    Look.objects.update(began_at=timezone.now() - timedelta(minutes=1))
    services.take_up_broken()
    assert reading.read_all_waiting() == 1
    look.refresh_from_db()
    assert look.state == "ready"


def test_what_is_kept_of_a_tribe_is_not_told_to_who_led_it_once(cast):
    make_look(cast.leader, tribe=cast.tribe, kept_at=timezone.now())
    from folkmoot.mirror.pages.exports import export_of

    (section,) = export_of(cast.leader, timezone.now())
    (row,) = section.rows
    assert (row["tribe"], row["answer"], row["report"]) == (cast.tribe.slug, None, None)
    assert json.dumps(row)
