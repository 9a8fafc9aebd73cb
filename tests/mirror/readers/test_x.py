"""X: rows of today's archive and of its forerunners, and what happens when they are not as they should be."""

import json
import random
import time
import zipfile
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.mirror.archive import opened
from folkmoot.mirror.notes import Notes
from folkmoot.mirror.readers import recognized, x
from folkmoot.mirror.readers.x import posts as posts_of_x
from folkmoot.mirror.readers.x.texts import LongTexts, when, with_addresses
from folkmoot.mirror.rows import Act, Person, Post
from tests.mirror.golden import ARCHIVES
from tests.mirror.golden import rows_of as golden_rows
from tests.mirror.readers.mutated import bent, member, rows_of, with_values

ME = {"account": {"username": "Ida_K", "accountId": "1", "accountDisplayName": "Ida"}}
PERSON = Person("x:1", "x", "ida_k", "Ida", True)


def script(name, rows, part=0):
    return member(f"data/{name}{part}.js", f"window.YTD.{name}.part{part} = {json.dumps(rows)}")


def tweet(number, text, **more):
    return {"id_str": str(number), "full_text": text, "created_at": "Sat Feb 18 12:33:11 +0000 2023", **more}


def reading(*members, account=ME):
    notes = Notes()
    rows = rows_of([script("account", [account]), *members], notes)
    return rows, notes.all()


def posts(rows):
    return [row for row in rows if isinstance(row, Post)]


def acts(rows, kind=None):
    return [row for row in rows if isinstance(row, Act) and kind in (None, row.kind)]


def test_a_zip_of_an_archive_gives_the_rows_of_its_folder(tmp_path):
    folder, packed = ARCHIVES / "x_parts", tmp_path / "twitter.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*.js"), reverse=True):
            archive.write(file, f"twitter-2024-05-05/{file.relative_to(folder)}")
    unpacked = golden_rows(folder).splitlines()
    assert [line for line in golden_rows(packed).splitlines() if not line.startswith("!")] == [
        line for line in unpacked if not line.startswith("!")
    ]


def test_parts_are_read_in_the_order_of_their_first_lines_whatever_their_names():
    later = script("tweets", [{"tweet": tweet(2, "second")}], 10)
    first = script("tweets", [{"tweet": tweet(1, "first")}], 2)
    renamed = [member("a", later.open().read()), member("b.js", first.open().read())]
    rows, _ = reading(*renamed)
    assert [post.text for post in posts(rows)] == ["first", "second"]


def test_a_file_without_its_first_line_is_known_by_its_rows():
    bare = member("tweets.json", json.dumps([{"tweet": tweet(1, "Here")}]))
    followers = member("f.json", json.dumps([{"follower": {"accountId": "7"}}]))
    rows, notes = reading(bare, followers)
    assert [post.text for post in posts(rows)] == ["Here"]
    assert acts(rows) == [Act("follow", "x:7", "x:1")]
    assert notes == []


@pytest.mark.parametrize(
    "head",
    [
        b"window.YTD.deleted_tweets.part0 = [",
        b"window.YTD.block.part0 = [ ]",
        b"window.YTD.ad_engagements.part0 = [",
        b"var tweet_index =  [ {",
        b"[1, 2]",
        b"",
        b"\xff\xfe",
        b"tweet_id,timestamp",
    ],
)
def test_other_files_of_an_archive_and_other_files_are_not_read(head):
    assert x.role_of(head, "data/tweets.js") is None


def test_a_deleted_post_is_not_read():
    rows, notes = reading(script("deleted_tweets", [{"tweet": tweet(1, "Gone")}]))
    assert (rows, notes) == ([PERSON], [])


def test_an_empty_file_gives_nothing_and_needs_no_sentence():
    rows, notes = reading(member("data/tweets.js", "window.YTD.tweets.part0 = [ ]"))
    assert (rows, notes) == ([PERSON], [])


def test_a_file_that_breaks_off_gives_what_stands_before_and_the_others_are_read():
    whole = script("tweets", [{"tweet": tweet(n, f"post {n}")} for n in range(1, 6)])
    cut = member("data/tweets.js", whole.open().read()[:-30])
    rows, notes = reading(cut, script("following", [{"following": {"accountId": "9"}}]))
    assert [post.key for post in posts(rows)] == ["x:1", "x:2", "x:3", "x:4"]
    assert acts(rows, "follow") == [Act("follow", "x:1", "x:9")]
    assert len(notes) == 1
    assert notes[0].startswith("data/tweets.js is broken (")


def test_what_x_escapes_is_read_as_it_was_written_and_nothing_else_is_touched():
    rows, _ = reading(
        script("tweets", [{"tweet": tweet(1, "a &lt; b &amp;&amp; c &gt; d &amp;lt; &copy &quot;&amp;quot;")}])
    )
    assert posts(rows)[0].text == 'a < b && c > d &lt; &copy "&quot;'


def test_somebody_of_whom_the_name_is_known_at_first_and_the_number_later_is_one_person():
    named = tweet(1, "As said https://t.co/a", entities={"urls": [{"expanded_url": "https://x.com/Bo/status/5"}]})
    known = tweet(2, "@bo hello", entities={"user_mentions": [{"screen_name": "bo", "id_str": "77"}]})
    rows, _ = reading(script("tweets", [{"tweet": named}, {"tweet": known}]))
    assert {act.whom for act in acts(rows)} == {"x:77"}


def test_somebody_whose_number_is_never_told_is_known_by_name():
    rows, _ = reading(script("tweets", [{"tweet": tweet(1, "RT @Old_Friend: hello")}]))
    assert rows[1:] == [
        Person("x:old_friend", "x", "old_friend"),
        Act("repost", "x:1", "x:old_friend", datetime(2023, 2, 18, 12, 33, 11, tzinfo=UTC)),
    ]


def test_a_name_of_digits_is_no_number():
    rows, _ = reading(script("tweets", [{"tweet": tweet(1, "RT @1234: hello")}]))
    assert [act.whom for act in acts(rows)] == ["x:@1234"]


def test_passing_on_and_quoting_oneself_is_not_done_to_anybody():
    own = tweet(2, "again https://t.co/a", entities={"urls": [{"expanded_url": "https://x.com/ida_k/status/1"}]})
    rows, _ = reading(script("tweets", [{"tweet": tweet(1, "RT @Ida_K: me")}, {"tweet": own}]))
    assert [post.key for post in posts(rows)] == ["x:2"]
    assert acts(rows) == []


def test_a_retweet_with_words_before_it_is_a_post():
    rows, _ = reading(script("tweets", [{"tweet": tweet(1, "So true RT @bo: bread is bread")}]))
    assert posts(rows)[0].text == "So true RT @bo: bread is bread"
    assert [(act.kind, act.whom) for act in acts(rows)] == [("mention", "x:bo")]


def test_only_the_last_version_of_an_edited_post_is_kept_in_whatever_order_they_stand():
    initial = {"initial": {"editTweetIds": ["5", "6", "7"]}}
    edited = {"edit": {"initialTweetId": "5", "editControlInitial": {"editTweetIds": ["5", "6", "7"]}}}
    versions = [
        tweet(5, "on", edit_info=initial),
        tweet(7, "one word", edit_info=edited),
        tweet(6, "one", edit_info=edited),
    ]
    for order in (versions, versions[::-1], versions[1:] + versions[:1]):
        rows, _ = reading(script("tweets", [{"tweet": one} for one in order]))
        assert [(post.key, post.text) for post in posts(rows)] == [("x:7", "one word")]


def test_a_thread_has_one_name_however_its_posts_are_sorted():
    chain = [tweet(1, "one")] + [
        tweet(n, f"post {n}", in_reply_to_status_id_str=str(n - 1), in_reply_to_user_id_str="1") for n in (2, 3, 4)
    ]
    for seed in range(4):
        random.Random(seed).shuffle(chain)
        rows, _ = reading(script("tweets", [{"tweet": one} for one in chain]))
        assert {post.thread for post in posts(rows)} == {"x:1"}
        assert acts(rows) == []


def test_a_thread_that_goes_in_circles_ends():
    circle = [
        tweet(n, "round", in_reply_to_status_id_str=str(other), in_reply_to_user_id_str="1")
        for n, other in ((1, 2), (2, 3), (3, 1))
    ]
    rows, _ = reading(script("tweets", [{"tweet": one} for one in circle]))
    assert len(posts(rows)) == 3


LONG = "The long story of our oven, which begins with a wall that nobody wanted and ends with bread. " * 5


@pytest.mark.parametrize(
    "note",
    [
        {"core": {"text": LONG, "urls": []}, "createdAt": "2023-02-18T12:33:11.000Z"},
        {"noteTweetResults": {"text": LONG, "entitySet": {"urls": []}}, "tweetId": "1"},
    ],
)
@pytest.mark.parametrize("end", ["…", "… https://t.co/abc", ""])
def test_a_long_post_gets_its_full_text_from_either_shape(note, end):
    rows, notes = reading(
        script("note_tweet", [{"noteTweet": note}]),
        script("tweets", [{"tweet": tweet(1, LONG[:274] + end)}, {"tweet": tweet(2, "The long story is over")}]),
    )
    assert [post.text for post in posts(rows)] == [LONG.strip(), "The long story is over"]
    assert notes == []


def test_a_short_post_that_begins_like_a_long_one_of_another_day_stays_short():
    note = {"core": {"text": LONG}, "createdAt": "2021-01-01T00:00:00.000Z"}
    rows, notes = reading(
        script("note_tweet", [{"noteTweet": note}]),
        script("tweets", [{"tweet": tweet(1, "The long story of our oven")}]),
    )
    assert posts(rows)[0].text == "The long story of our oven"
    assert notes == ["data/note_tweet0.js: 1 unmatched long text could not be read and was left out."]


def test_two_long_posts_that_begin_alike_get_the_text_of_their_own_hour():
    begin = "Today on the market, as every week, we had for you: " + "apples, " * 30
    texts = LongTexts()
    texts.add({"core": {"text": begin + "and pears"}, "createdAt": "2023-01-01T08:00:00Z"})
    texts.add({"core": {"text": begin + "and plums"}, "createdAt": "2023-01-08T08:00:00Z"})
    assert texts.of("2", begin + "…", datetime(2023, 1, 8, 8, tzinfo=UTC)).endswith("plums")
    assert texts.of("1", begin + "…", datetime(2023, 1, 1, 8, tzinfo=UTC)).endswith("pears")
    assert texts.left() == 0


def test_of_messages_nothing_but_that_they_were_is_kept():
    talk = {
        "conversationId": "1-2",
        "messages": [
            {
                "messageCreate": {
                    "senderId": "1",
                    "recipientId": "2",
                    "text": "secret",
                    "createdAt": "2022-01-01T00:00:00Z",
                }
            },
            {"messageCreate": {"senderId": "2", "recipientId": "1", "text": "secret too"}},
        ],
    }
    rows, _ = reading(script("direct_messages", [{"dmConversation": talk}]))
    assert acts(rows) == [
        Act("message", "x:1", "x:2", datetime(2022, 1, 1, tzinfo=UTC)),
        Act("message", "x:2", "x:1"),
    ]
    assert "secret" not in repr(rows)


def test_an_archive_that_does_not_say_whose_it_is_is_read_with_a_sentence():
    notes = Notes()
    rows = rows_of([script("tweets", [{"tweet": tweet(1, "Who am I?")}])], notes)
    assert rows[0] == Person("x:me", "x", me=True)
    assert len(notes.all()) == 1


def test_the_owner_is_found_in_headers_when_the_account_is_not_there():
    headers = script("tweet_headers", [{"tweet": {"tweet_id": "1", "user_id": "42"}}])
    rows = rows_of([headers, script("tweets", [{"tweet": tweet(1, "Me")}])], Notes())
    assert [(row.key, row.me) for row in rows if isinstance(row, Person)] == [("x:42", True)]
    assert posts(rows)[0].author == "x:42"


def test_the_owner_is_found_in_the_manifest_and_in_conversations():
    user = {"accountId": "42", "userName": "Ida_K", "displayName": "Ida"}
    manifest = member("data/manifest.js", f"window.__THAR_CONFIG = {json.dumps({'userInfo': user})}")
    assert rows_of([manifest], Notes()) == [Person("x:42", "x", "ida_k", "Ida", True)]
    talks = [{"dmConversation": {"conversationId": name, "messages": []}} for name in ("42-7", "9-42")]
    assert rows_of([script("direct_messages", talks)], Notes()) == [Person("x:42", "x", me=True)]
    notes = Notes()
    assert rows_of([script("direct_messages", talks[:1])], notes)[0].key == "x:me"
    assert len(notes.all()) == 1


def test_when_too_many_wait_the_others_are_told_at_once(monkeypatch):
    monkeypatch.setattr(posts_of_x, "HELD_AT_MOST", 2)
    many = [{"tweet": tweet(n, f"RT @friend_{n}: hello")} for n in range(1, 9)]
    known = {"tweet": tweet(9, "hi", entities={"user_mentions": [{"screen_name": "friend_1", "id_str": "70"}]})}
    rows, _ = reading(script("tweets", [*many, known]))
    assert {act.whom for act in acts(rows, "repost")} == {"x:70", *(f"x:friend_{n}" for n in range(2, 9))}
    assert [act.whom for act in acts(rows, "mention")] == ["x:70"]


def test_a_post_of_somebody_else_in_a_list_from_the_interface_is_left_out_and_counted():
    other = tweet(3, "Not mine", user={"id_str": "8", "screen_name": "bo"})
    rows, notes = reading(member("timeline.json", json.dumps([tweet(2, "Mine", user={"id_str": "1"}), other])))
    assert [post.text for post in posts(rows)] == ["Mine"]
    assert notes == ["timeline.json: 1 post of somebody else could not be read and was left out."]


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("Sat Feb 18 12:33:11 +0000 2023", datetime(2023, 2, 18, 12, 33, 11, tzinfo=UTC)),
        ("Sat Feb 18 12:33:11 +0130 2023", datetime(2023, 2, 18, 11, 3, 11, tzinfo=UTC)),
        ("Sat Feb 18 12:33:11 -0500 2023", datetime(2023, 2, 18, 17, 33, 11, tzinfo=UTC)),
        ("2013-05-07 18:02:57 +0000", datetime(2013, 5, 7, 18, 2, 57, tzinfo=UTC)),
        ("2022-01-27T15:58:52.744Z", datetime(2022, 1, 27, 15, 58, 52, 744000, tzinfo=UTC)),
        ("Sat Feb 30 12:33:11 +0000 2023", None),
        ("Sat Foo 18 12:33:11 +0000 2023", None),
        ("Sat Feb 18 12:33:11 +0000 1823", None),
        ("Sat Feb 18 12:33:11 +9999 2023", None),
        ("", None),
        (None, None),
        (["Sat"], None),
    ],
)
def test_times_are_read_in_every_way_that_x_wrote_them(written, at):
    assert when(written) == at


def test_the_number_of_a_post_tells_its_time_when_nothing_else_does():
    assert when(None, "1626922779105759235") == datetime(2023, 2, 18, 12, 33, 11, 959000, tzinfo=UTC)
    assert when(None, "20") is None
    assert when("nonsense", "9" * 20) is None


def test_short_addresses_become_whole_and_those_of_pictures_go():
    entities = {
        "urls": [{"url": "https://t.co/a", "expanded_url": "https://example.org/a?b=1"}, {"url": 5}, None],
        "media": [{"url": "https://t.co/p"}],
    }
    assert with_addresses("see https://t.co/a https://t.co/p", entities) == "see https://example.org/a?b=1"


def test_an_address_that_begins_like_another_is_not_taken_for_it():
    entities = {"urls": [{"url": f"https://t.co/{n}", "expanded_url": f"https://example.org/{n}"} for n in (1, 10)]}
    assert with_addresses("https://t.co/10 https://t.co/1", entities) == "https://example.org/10 https://example.org/1"


def test_addresses_that_are_made_to_swell_do_not():
    entities = {"urls": [{"url": "https://t.co/a", "expanded_url": "https://example.org/" + "a" * 3000}]}
    assert len(with_addresses("https://t.co/a " * 100_000, entities)) < 3_000_000


def test_a_text_that_is_made_to_be_slow_is_read_quickly():
    texts = LongTexts()
    texts.add({"core": {"text": LONG}})
    begin = time.process_time()
    for text in ("…" + " " * 10**6 + "x", "@a " * 10**5, "... " * 10**5 + "x", LONG[:20] + " …" * 10**5 + "x"):
        texts.of("1", text, None)
        reading(script("tweets", [{"tweet": tweet(1, text)}]))
    assert time.process_time() - begin < 5


def test_posts_to_a_circle_and_to_a_community_say_so():
    rows, _ = reading(
        script("twitter_circle_tweet", [{"tweet": tweet(1, "few")}]),
        script("community_tweet", [{"tweet": tweet(2, "us")}]),
    )
    assert {post.text: post.audience for post in posts(rows)} == {"few": "followers", "us": "group"}


FIXTURES = ["x", "x_parts", "x_2019", "x_classic", "dogsheep"]


@pytest.mark.parametrize("name", FIXTURES)
@settings(deadline=None)
@given(chance=st.randoms(use_true_random=False), times=st.integers(1, 12))
def test_no_shape_of_json_is_too_odd(name, chance, times):
    notes = Notes()
    with opened(ARCHIVES / name, notes) as members:
        known = [one for files in recognized(members).values() for some in files.values() for one in some]
        odd = [with_values(one, lambda value: bent(value, chance, times)) for one in known if one.base[-3:] != "csv"]
        rows_of(odd, notes)


@settings(deadline=None)
@given(
    lines=st.lists(st.lists(st.sampled_from(['"', "\n", "1", "302", "\x00", "RT @a: ", "@b", "é", ","]), max_size=12))
)
def test_no_table_is_too_odd(lines):
    head = "tweet_id,in_reply_to_status_id,in_reply_to_user_id,timestamp,source,text,retweeted_status_id,expanded_urls"
    table = member("tweets.csv", "\n".join([head, *(",".join(line) for line in lines)]))
    rows_of([table], Notes())


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_are_too_odd(data):
    for begin in (
        b"window.YTD.tweets.part0 = [",
        b"window.YTD.account.part0 = [{",
        b"Grailbird.data.tweets_2012_01 = [{",
    ):
        rows_of([member("a.js", begin + data)], Notes())
