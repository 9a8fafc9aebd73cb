"""Facebook: exports of 2021 to today, the sentences in them, and what happens when they are not as they should be."""

import json
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.mirror.archive import opened
from folkmoot.mirror.notes import Notes
from folkmoot.mirror.readers import facebook, instagram, recognized
from folkmoot.mirror.readers.titles import after_name, is_own, is_share, somebody_in
from folkmoot.mirror.rows import Act, Person, Post
from tests.mirror.golden import ARCHIVES
from tests.mirror.readers.mutated import bent, member, rows_of, with_values

AT = 1676723591
WHEN = datetime(2023, 2, 18, 12, 33, 11, tzinfo=UTC)
PROFILE = member("a.json", json.dumps({"profile_v2": {"name": {"full_name": "Ida K"}}}))
ME = Person("facebook:ida k", "facebook", "Ida K", me=True)


def file(name, data):
    return member(name, json.dumps(data))


def reading(*members):
    notes = Notes()
    return rows_of([PROFILE, *members], notes), notes.all()


def posts(rows):
    return [row for row in rows if isinstance(row, Post)]


def acts(rows, kind=None):
    return [row for row in rows if isinstance(row, Act) and kind in (None, row.kind)]


def post(text, **more):
    return {"timestamp": AT, "data": [{"post": text}], "title": "Ida K updated her status.", **more}


def comment(text, title, **more):
    return {
        "timestamp": AT,
        "data": [{"comment": {"timestamp": AT, "comment": text, "author": "Ida K", **more}}],
        "title": title,
    }


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Ida K commented on Bo Li's post.", "Bo Li"),
        ("Ida K commented on James' photo.", "James"),
        ("Ida K replied to Bo Li’s comment.", "Bo Li"),
        ("Ida K likes Le An's post in Old Street Garden.", "Le An"),
        ("Ida K reacted to Bo Li's live video.", "Bo Li"),
        ("Ida K liked a photo from Bo Li.", "Bo Li"),
        ("Ida K wrote on Bo Li's timeline.", "Bo Li"),
        ("Ida K har kommenteret Åse Lis opslag.", "Åse Li"),
        ("Ida K har svaret på Jonas' kommentar.", "Jonas"),
        ("Ida K synes godt om Åse Lis billede.", "Åse Li"),
        ("Ida K kommenterade Åsa Lis inlägg.", "Åsa Li"),
        ("Ida K hat einen Beitrag von Jürgen Groß kommentiert.", "Jürgen Groß"),
        ("Ida K hat Bo Lis Beitrag kommentiert.", "Bo Li"),
        ("Ida K hat auf den Kommentar von Bo Li geantwortet.", "Bo Li"),
        ("Ida K gefällt Bo Lis Foto.", "Bo Li"),
        ("Ida K gefällt ein Beitrag von Bo Li.", "Bo Li"),
        ("Ida K heeft gereageerd op het bericht van Noor de Boer.", "Noor de Boer"),
        ("Ida K vindt de foto van Noor de Boer leuk.", "Noor de Boer"),
        ("Ida K heeft een reactie geplaatst op het bericht van Noor de Boer in Tuinclub.", "Noor de Boer"),
        ("Ida K comentó la publicación de Bo Li.", "Bo Li"),
        ("Ida K a commenté la publication de Bo Li.", "Bo Li"),
        ("Ida K ha commentato il post di Bo Li.", "Bo Li"),
        ("Ida K comentou a publicação de Bo Li.", "Bo Li"),
        ("Ida K commented on a post.", None),
        ("Ida K commented on her own post.", None),
        ("Ida K har kommenteret sit eget opslag.", None),
        ("Ida K hat seinen eigenen Beitrag kommentiert.", None),
        ("Ida K heeft gereageerd op haar eigen bericht.", None),
        ("Ida K shared a link.", None),
        ("Ida K posted in The Society of Gardens.", None),
        ("Ida K skrev i Foreningen af 1900.", None),
        ("Ida K さんがコメントしました。", None),
        ("", None),
    ],
)
def test_whom_a_sentence_is_about_is_read_from_it(title, name):
    assert somebody_in(after_name(title, "Ida K")) == name


@pytest.mark.parametrize(
    "title",
    [
        "Ida K commented on her own post.",
        "Ida K har kommenteret sit eget opslag.",
        "Ida K hat ihren eigenen Beitrag kommentiert.",
        "Ida K heeft gereageerd op haar eigen bericht.",
    ],
)
def test_what_is_ones_own_is_known_as_such(title):
    assert is_own(after_name(title, "Ida K"))


def test_a_group_that_sounds_like_ones_own_makes_nothing_ones_own():
    assert not is_own("commented on Bo Li's post in Our Own Garden.")


def test_a_name_that_ends_in_s_is_kept_when_it_is_known():
    assert somebody_in("har kommenteret Lars Jonas opslag.", {"lars jonas"}) == "Lars Jonas"
    assert somebody_in("har kommenteret Åse Madsens opslag.", {"åse madsen"}) == "Åse Madsen"


def test_a_share_is_known_and_a_memory_is_none():
    assert is_share("shared Bo Li's post.")
    assert is_share("hat einen Beitrag von Bo Li geteilt.")
    assert not is_share("shared a memory.")
    assert not is_share("commented on a post that was shared.")


def test_a_sentence_that_was_made_to_be_slow_is_read_quickly():
    begin = time.process_time()
    for word in ("van ", "de ", "likes a's ", "in ", "hat auf von ", "har kommenteret af ", "'s a b post in "):
        for title in (word * 500, f"heeft {word * 500}", f"likes {word * 500}\x00", f"har {word * 300}!?"):
            somebody_in(after_name(title, None))
    assert time.process_time() - begin < 2


@pytest.mark.parametrize("many", [True, False])
@pytest.mark.parametrize("key", ["comments", "comments_v2", "comments_v3", "group_comments_v2", None])
def test_a_comment_answers_whom_its_title_names_under_every_key(key, many):
    entry = comment("Lovely", "Ida K commented on Bo Li's post.")
    data = [entry] if many else entry
    rows, notes = reading(file("x.json", {key: data} if key else data))
    assert [(one.text, one.reply_to, one.at) for one in posts(rows)] == [("Lovely", "facebook:bo li", WHEN)]
    assert acts(rows) == [Act("reply", ME.key, "facebook:bo li", WHEN, posts(rows)[0].key)]
    assert notes == []


def test_a_comment_in_a_group_is_for_the_group():
    rows, _ = reading(
        file("c.json", {"group_comments_v2": [comment("Mine", "Ida K commented on Bo's post.", group="Garden")]})
    )
    assert posts(rows)[0].audience == "group"


def test_a_sticker_in_answer_to_somebody_is_an_answer_without_a_post():
    entry = {
        "timestamp": AT,
        "data": [],
        "attachments": [{"data": [{"media": {"uri": "s.png"}}]}],
        "title": "Ida K commented on Bo's post.",
    }
    rows, _ = reading(file("c.json", {"comments_v2": [entry]}))
    assert posts(rows) == []
    assert acts(rows) == [Act("reply", ME.key, "facebook:bo", WHEN)]


@pytest.mark.parametrize(
    "data",
    [
        {"friends_v2": [{"name": "Bo L\u00c3\u00ac", "timestamp": AT}]},
        {"friends": [{"name": "Bo Lì", "timestamp": AT}]},
        {"friends_v2": {"name": "Bo Lì", "timestamp": AT}},
    ],
)
def test_friends_follow_one_another(data):
    rows, notes = reading(file("f.json", data))
    assert rows == [
        ME,
        Person("facebook:bo lì", "facebook", "Bo Lì"),
        Act("follow", ME.key, "facebook:bo lì", WHEN),
        Act("follow", "facebook:bo lì", ME.key, WHEN),
    ]
    assert notes == []


def test_a_post_says_what_stands_below_it_once():
    link = {"data": [{"external_context": {"url": "https://example.org/a"}}]}
    entries = [post("Read this", attachments=[link]), post("Read https://example.org/a", attachments=[link])]
    rows, _ = reading(file("p.json", entries))
    assert [one.text for one in posts(rows)] == ["Read this\nhttps://example.org/a", "Read https://example.org/a"]


def test_whoever_is_tagged_is_mentioned_and_called_by_name():
    rows, _ = reading(file("p.json", [post("With @[1001:2048:Bo Li] today", tags=["Cy", {"name": "Ida K"}])]))
    assert posts(rows)[0].text == "With Bo Li today"
    assert {act.whom for act in acts(rows, "mention")} == {"facebook:bo li", "facebook:cy"}


def test_passing_on_with_words_is_a_post_and_without_words_is_none():
    title = "Ida K shared Bo Li's post."
    rows, _ = reading(file("p.json", [post("So true", title=title), {"timestamp": AT, "data": [], "title": title}]))
    (written,) = posts(rows)
    assert acts(rows) == [
        Act("repost", ME.key, "facebook:bo li", WHEN, written.key),
        Act("repost", ME.key, "facebook:bo li", WHEN),
    ]


def test_a_poll_is_one():
    asked = {"data": [{"poll": {"question": "When?", "options": [{"option": "Now"}, {"option": "Later"}]}}]}
    rows, _ = reading(file("p.json", [post("", attachments=[asked])]))
    assert (posts(rows)[0].poll, posts(rows)[0].text) == (True, "When?\nNow\nLater")


def test_what_only_says_that_something_happened_is_counted_and_left_out():
    rows, notes = reading(file("p.json", [post("Here"), {"timestamp": AT, "data": [], "title": "Ida K is with Bo."}]))
    assert len(posts(rows)) == 1
    assert notes == ["p.json: 1 post could not be read and was left out."]


def test_reactions_are_likes_of_the_one_who_wrote_it():
    old = {
        "timestamp": AT,
        "data": [{"reaction": {"reaction": "WOW", "actor": "Ida K"}}],
        "title": "Ida K reacted to Bo's photo.",
    }
    new = {
        "timestamp": AT,
        "media": [],
        "label_values": [
            {"label": "Reactie", "value": "Geweldig"},
            {"label": "URL", "value": "https://www.facebook.com/1", "href": "https://www.facebook.com/1"},
            {"title": "Groep", "dict": [{"label": "Naam", "value": "Tuinclub"}]},
            {"title": "Auteur", "dict": [{"label": "Naam", "value": "Bo"}]},
        ],
        "fbid": "1",
    }
    for data in ([old], {"reactions_v2": [old]}, old):
        assert acts(reading(file("x.json", data))[0]) == [Act("like", ME.key, "facebook:bo", WHEN)]
    rows, _ = reading(file("likes_and_reactions_1.json", [new]))
    assert acts(rows) == [Act("like", ME.key, "facebook:bo", WHEN, about="https://www.facebook.com/1")]


def test_the_owner_is_whoever_wrote_the_comments_when_there_is_no_profile():
    rows = rows_of([file("c.json", {"comments_v2": [comment("Hi", "Ida K commented on Bo's post.")]})], Notes())
    assert rows[0] == ME


TALK = {
    "participants": [{"name": "Bo"}, {"name": "Ida K"}],
    "messages": [
        {"sender_name": "Ida K", "timestamp_ms": AT * 1000, "content": "secret"},
        {"sender_name": "Bo", "timestamp_ms": AT * 1000, "content": "secret too"},
    ],
}


def test_of_messages_nothing_but_that_they_were_is_kept():
    rows, _ = reading(file("messages/inbox/bo_1/message_1.json", TALK))
    assert acts(rows) == [Act("message", ME.key, "facebook:bo", WHEN), Act("message", "facebook:bo", ME.key, WHEN)]
    assert "secret" not in repr(rows)


def test_a_message_to_several_is_to_nobody_in_particular():
    rows, _ = reading(file("m.json", {**TALK, "participants": [{"name": "Bo"}, {"name": "Cy"}, {"name": "Ida K"}]}))
    assert acts(rows)[0].whom is None


def test_conversations_are_of_the_network_that_the_rest_is_of():
    talk = file("messages/inbox/bo_1/message_1.json", TALK)
    posts_of_instagram = file("posts_1.json", [{"media": [{"uri": "a", "creation_timestamp": AT, "title": "Hi"}]}])
    assert recognized([talk, PROFILE])[facebook]["messages"] == [talk]
    assert recognized([talk])[facebook]["messages"] == [talk]
    assert recognized([talk, posts_of_instagram])[instagram]["messages"] == [talk]


@pytest.mark.parametrize(
    "head",
    [
        b'{"account": {"acct": "ida"}, "followers": [{"acct": "bo"}]}',
        b'{"followers": [{"acct": "bo", "timestamp": 1}]}',
        b'{"trash_v2": [{"timestamp": 1, "data": [{"post": "gone"}]}]}',
        b'{"posts": ["words of some other program"]}',
        b'{"text": "a line", "timestamp": 1}',
        b'[{"timestamp": 1, "title": "You searched"}]',
        b"[]",
        b"",
    ],
)
def test_files_of_others_and_of_no_use_are_not_taken(head):
    assert facebook.role_of(head, "your_facebook_activity/posts/your_posts_1.json") is None


@pytest.mark.parametrize("name", ["facebook", "facebook_2021", "facebook_newest"])
@settings(deadline=None)
@given(chance=st.randoms(use_true_random=False), times=st.integers(1, 12))
def test_no_shape_of_json_is_too_odd(name, chance, times):
    notes = Notes()
    with opened(ARCHIVES / name, notes) as members:
        known = [one for files in recognized(members).values() for some in files.values() for one in some]
        rows_of([with_values(one, lambda value: bent(value, chance, times)) for one in known], notes)
