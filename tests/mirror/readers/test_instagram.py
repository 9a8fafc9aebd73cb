"""Instagram: exports of 2021 to today, in several languages, and what happens when they are not as they should be."""

import json
import zipfile
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.mirror.archive import opened
from folkmoot.mirror.notes import Notes
from folkmoot.mirror.readers import instagram, recognized
from folkmoot.mirror.rows import Act, Person, Post
from tests.mirror.golden import ARCHIVES
from tests.mirror.golden import rows_of as golden_rows
from tests.mirror.readers.mutated import bent, member, rows_of, with_values

AT = 1676723591
WHEN = datetime(2023, 2, 18, 12, 33, 11, tzinfo=UTC)


def file(name, data):
    return member(name, json.dumps(data))


def link(name, **more):
    return {"string_list_data": [{"href": f"https://www.instagram.com/{name}", "value": name, "timestamp": AT}], **more}


def comment(**labels):
    return {"media_list_data": [], "string_map_data": {**labels, "Time": {"timestamp": AT}}}


PROFILE = file(
    "a.json", {"profile_user": [{"string_map_data": {"Username": {"value": "ida"}, "Name": {"value": "Ida"}}}]}
)
ME = Person("instagram:ida", "instagram", "ida", "Ida", True)


def reading(*members):
    notes = Notes()
    return rows_of([PROFILE, *members], notes), notes.all()


def posts(rows):
    return [row for row in rows if isinstance(row, Post)]


def acts(rows, kind=None):
    return [row for row in rows if isinstance(row, Act) and kind in (None, row.kind)]


@pytest.mark.parametrize("name", ["instagram_2021", "instagram_newest"])
def test_the_folders_of_an_export_make_no_difference(name, tmp_path):
    packed = tmp_path / "export.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for number, original in enumerate(sorted((ARCHIVES / name).rglob("*.json"))):
            talk = "messages" in original.parts
            where = f"inbox/{original.parent.name}" if talk else f"moved_{number}"
            archive.write(original, f"export/{where}/{original.name}")

    def rows(path):
        return sorted(line for line in golden_rows(path).splitlines() if not line.startswith(("!", "#")))

    assert rows(packed) == rows(ARCHIVES / name)


def test_letters_that_the_export_broke_are_whole_again_and_others_stay():
    entries = [
        {"media": [{"uri": "a.jpg", "creation_timestamp": AT, "title": title}]}
        for title in ("sch\u00c3\u00b6n \u00f0\u009f\u0099\u008c", "schön", "na\u00efve 🙌", "half \ud83d")
    ]
    rows, _ = reading(file("posts_1.json", entries))
    assert [post.text for post in posts(rows)] == ["schön 🙌", "schön", "naïve 🙌", "half ?"]


@pytest.mark.parametrize(
    "entry",
    [
        {"media": [{"uri": "a.jpg", "creation_timestamp": AT, "title": "Bread"}]},
        {
            "media": [{"uri": "a.jpg", "creation_timestamp": AT, "title": ""}] * 2,
            "title": "Bread",
            "creation_timestamp": AT,
        },
        {"media": {"uri": "a.jpg", "creation_timestamp": AT, "title": "Bread"}},
        {
            "timestamp": AT,
            "media": [{"uri": "a.jpg", "creation_timestamp": AT}],
            "label_values": [
                {"label": "Bijschrift", "value": "Bread"},
                {"label": "URL", "value": "https://www.instagram.com/p/A"},
            ],
        },
    ],
)
def test_a_caption_is_found_wherever_the_year_put_it(entry):
    for data in ([entry], entry):
        rows, notes = reading(file("posts_1.json", data))
        assert [(post.text, post.at) for post in posts(rows)] == [("Bread", WHEN)]
        assert notes == []


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ([link("bo")], "followers_1.json"),
        (link("bo", title=""), "followers_1.json"),
        ({"relationships_followers": [link("bo")]}, "anything.json"),
        ({"relationships_followers": link("bo")}, "anything.json"),
        (
            [{"title": "bo", "media_list_data": [], "string_list_data": [{"href": "", "timestamp": AT}]}],
            "followers_7.json",
        ),
        (
            [{"title": "", "string_list_data": [{"href": "https://www.instagram.com/_u/Bo", "timestamp": AT}]}],
            "followers_1.json",
        ),
    ],
)
def test_a_follower_has_a_name_and_a_day_in_every_shape(data, name):
    rows, notes = reading(file(name, data))
    assert rows == [ME, Person("instagram:bo", "instagram", "bo"), Act("follow", "instagram:bo", "instagram:ida", WHEN)]
    assert notes == []


@pytest.mark.parametrize(
    "name",
    [
        "close_friends.json",
        "blocked_profiles.json",
        "recently_unfollowed_profiles.json",
        "pending_follow_requests.json",
    ],
)
def test_other_lists_of_people_are_no_followers(name):
    rows, _ = reading(file(name, [link("bo")]), file(f"x_{name}", {"relationships_close_friends": [link("bo")]}))
    assert rows == [ME]


@pytest.mark.parametrize(
    "labels",
    [
        ("Comment", "Media Owner"),
        ("Opmerking", "Media-eigenaar"),
        ("Kommentar", "Medieninhaber"),
        ("Kommentar", "Medieejer"),
        ("Commentaire", "Propriétaire du média"),
        ("Comentario", "Propietario del contenido multimedia"),
        ("コメント", "投稿者"),
    ],
)
def test_a_comment_answers_whoever_the_label_names_in_any_language(labels):
    entry = comment(**{labels[0]: {"value": "Lovely"}, labels[1]: {"value": "Bo.B"}})
    rows, _ = reading(file("post_comments_1.json", [entry]))
    assert [(post.text, post.reply_to) for post in posts(rows)] == [("Lovely", "instagram:bo.b")]
    assert acts(rows) == [Act("reply", "instagram:ida", "instagram:bo.b", WHEN, posts(rows)[0].key)]


def test_a_comment_whose_owner_comes_first_is_read_by_its_labels():
    entry = comment(**{"Media Owner": {"value": "bo"}, "Comment": {"value": "Lovely"}})
    rows, _ = reading(file("post_comments_1.json", [entry]))
    assert [(post.text, post.reply_to) for post in posts(rows)] == [("Lovely", "instagram:bo")]


def test_a_comment_below_an_unknown_post_is_an_answer_to_somebody_unknown():
    rows, _ = reading(file("post_comments_1.json", [comment(Comment={"value": "Lovely"})]))
    assert [(act.kind, act.whom) for act in acts(rows)] == [("reply", None)]


def test_a_comment_below_ones_own_post_is_no_act():
    rows, _ = reading(
        file("post_comments_1.json", [comment(Comment={"value": "Yes"}, **{"Media Owner": {"value": "ida"}})])
    )
    assert posts(rows)[0].reply_to == "instagram:ida"
    assert acts(rows) == []


def test_what_others_see_of_one_in_lists_of_likes_is_an_act_with_an_address():
    tree = [
        {"label": "URL", "value": "https://www.instagram.com/p/A/", "href": "https://www.instagram.com/p/A/"},
        {
            "title": "Eigenaar",
            "dict": [
                {"title": "", "dict": [{"label": "Naam", "value": "Bo B"}, {"label": "Gebruikersnaam", "value": "bo"}]}
            ],
        },
    ]
    new = file("liked_posts.json", [{"timestamp": AT, "media": [], "label_values": tree, "fbid": "1"}])
    old = file(
        "x.json",
        {
            "likes_comment_likes": [
                {
                    "title": "bo",
                    "string_list_data": [{"href": "https://www.instagram.com/p/A/", "value": "👍", "timestamp": AT}],
                }
            ]
        },
    )
    expected = Act("like", "instagram:ida", "instagram:bo", WHEN, about="https://www.instagram.com/p/A/")
    for one in (new, old):
        rows, notes = reading(one)
        assert acts(rows) == [expected]
        assert notes == []


def test_posts_that_are_kept_back_are_not_read():
    entry = {"media": [{"uri": "a.jpg", "creation_timestamp": AT, "title": "away"}]}
    rows, _ = reading(
        file("archived_posts.json", {"ig_archived_post_media": [entry]}),
        file("archived_posts_2.json", [entry]),
        file("recently_deleted_content.json", {"ig_recently_deleted_media": [entry]}),
    )
    assert rows == [ME]


def test_of_messages_nothing_but_that_they_were_is_kept():
    talk = file(
        "your_instagram_activity/messages/inbox/bo_17/message_1.json",
        {
            "participants": [{"name": "B\u00c3\u00b6"}, {"name": "Ida"}],
            "messages": [
                {"sender_name": "Ida", "timestamp_ms": AT * 1000, "content": "secret"},
                {"sender_name": "B\u00c3\u00b6", "timestamp_ms": AT * 1000, "content": "secret too"},
            ],
        },
    )
    rows, _ = reading(talk, file("followers_1.json", [link("bo")]))
    assert acts(rows, "message") == [
        Act("message", "instagram:ida", "instagram:bo", WHEN),
        Act("message", "instagram:bo", "instagram:ida", WHEN),
    ]
    assert "secret" not in repr(rows)


def test_the_same_post_has_the_same_key_in_a_later_export_with_other_folders():
    old = [{"media": [{"uri": "media/posts/1.jpg", "creation_timestamp": AT, "title": "Bread"}]}]
    new = [{"media": [{"uri": "elsewhere/1.jpg", "creation_timestamp": AT, "title": "Bread", "backup_uri": "x"}]}]
    keys = {posts(reading(file("posts_1.json", data))[0])[0].key for data in (old, new)}
    assert len(keys) == 1


def test_a_broken_file_gives_what_stands_before_and_the_others_are_read():
    whole = json.dumps([link(f"p{n}") for n in range(9)])
    rows, notes = reading(
        member("followers_1.json", whole[:-200]), file("f.json", {"relationships_following": [link("bo")]})
    )
    assert 5 <= len(acts(rows, "follow")) <= 9
    assert acts(rows, "follow")[-1].whom == "instagram:bo"
    assert [note.startswith("followers_1.json is broken (") for note in notes] == [True]


def test_something_nested_without_end_is_left_out_with_a_count():
    deep = json.dumps([link("bo"), {"string_list_data": "here"}, link("cy")]).replace('"here"', "[" * 700 + "]" * 700)
    rows, notes = reading(member("followers_1.json", deep))
    assert {act.who for act in acts(rows)} == {"instagram:bo", "instagram:cy"}
    assert len(notes) == 1
    assert notes[0].startswith("followers_1.json: 1 ")


@pytest.mark.parametrize(
    "head",
    [
        b'[{"timestamp": 1676723591, "data": [{"post": "Hello"}], "title": "J updated his status."}]',
        b'{"friends_v2": [{"name": "Bo", "timestamp": 1}]}',
        b'{"impressions_history_posts_seen": []}',
        b'[{"title": "", "string_map_data": {"Password": {"value": "x"}}}]',
        b'{"ig_archived_post_media": []}',
        b"[1]",
        b"{}",
        b"",
    ],
)
def test_files_of_others_and_of_no_use_are_not_taken(head):
    assert instagram.role_of(head, "your_instagram_activity/posts_1.json") is None


@pytest.mark.parametrize("name", ["instagram", "instagram_2021", "instagram_newest"])
@settings(deadline=None)
@given(chance=st.randoms(use_true_random=False), times=st.integers(1, 12))
def test_no_shape_of_json_is_too_odd(name, chance, times):
    notes = Notes()
    with opened(ARCHIVES / name, notes) as members:
        known = [one for files in recognized(members).values() for some in files.values() for one in some]
        rows_of([with_values(one, lambda value: bent(value, chance, times)) for one in known], notes)
