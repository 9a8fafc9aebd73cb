"""Repositories of Bluesky: those that were published for testing, and made ones for what those do not have."""

import random
import tracemalloc
from collections import Counter
from datetime import UTC, datetime

import pytest

from folkmoot.mirror.readers import bluesky
from folkmoot.mirror.readers.car import BrokenCar, Car, Cid, decode, index, is_car
from folkmoot.mirror.rows import Act, Person, Post
from tests.mirror.golden import ARCHIVES
from tests.mirror.readers.cars import ANN, BEN, ME, car, encoded, named, node, post, read, repository, section, varint

CARS = ARCHIVES / "bluesky"
LATER = "3kqqqqqqqqq22"  # a record key of 2024-04-22
POST = f"app.bsky.feed.post/{LATER}"


def only(kind, rows):
    return [row for row in rows if isinstance(row, kind)]


def records_of(name):
    """Collection -> how many records, as the tree of a published file has them."""
    with (CARS / name).open("rb") as stream:
        file = Car(stream)
        blocks = {block.cid: block.data for block in file}
    tree = index(blocks, decode(blocks[file.roots[0]])["data"])
    assert not tree.missing
    return Counter(key.partition("/")[0].rpartition(".")[2] for keys in tree.keys.values() for key in keys)


@pytest.mark.parametrize(
    ("name", "published"),
    [
        ("fakermaker.repo.car", {"post": 26, "like": 22, "repost": 15, "follow": 78, "profile": 1}),
        ("paul_staging.repo.car", {"post": 101, "like": 60, "repost": 15, "follow": 8, "profile": 1}),
        ("greenground.repo.car", {"follow": 2}),
    ],
)
def test_a_published_repository_has_the_records_that_its_publishers_count(name, published):
    assert records_of(name) == published


@pytest.mark.parametrize(("name", "posts", "replies"), [("fakermaker", 26, 23), ("paul_staging", 101, 19)])
def test_every_published_post_and_reply_becomes_a_row(name, posts, replies, tmp_path):
    rows, notes = read((CARS / f"{name}.repo.car").read_bytes(), tmp_path)
    assert len(only(Post, rows)) == posts
    assert sum(row.reply_to is not None for row in only(Post, rows)) == replies
    assert notes == []


def test_a_repository_with_blocks_missing_gives_what_is_there_and_says_what_is_not(tmp_path):
    rows, notes = read((CARS / "repo_slice.car").read_bytes(), tmp_path)
    assert [row.text for row in only(Post, rows)] == [
        "@ledner9213-c6.test Luck yesterday in peep might were choir lastly luxury before."
    ]
    assert [note for note in notes if "not there: 4 records, 1 part of its index" in note] == notes


def test_a_repository_is_known_whatever_its_name():
    head = (CARS / "greenground.repo.car").read_bytes()[:4096]
    assert bluesky.role_of(head, "holiday.jpg") == "repo"


@pytest.mark.parametrize("head", [b"", b"\x3a", b"\xff" * 40, b'{"roots": [], "version": 1}', b"\x3a\xa2" + b"x" * 60])
def test_what_does_not_open_as_a_car_is_not_known(head):
    assert not is_car(head)


def test_a_reply_names_whom_it_answers_and_the_talk_it_belongs_to(tmp_path):
    root, parent = f"at://{BEN}/app.bsky.feed.post/3root", f"at://{ANN}/app.bsky.feed.post/3parent"
    rows, _ = read(
        repository({POST: post("Yes", reply={"root": {"uri": root}, "parent": {"uri": parent}}, langs=["pt-BR"])}),
        tmp_path,
    )
    (written,) = only(Post, rows)
    assert (written.reply_to, written.thread, written.language) == (f"bluesky:{ANN}", root, "pt")
    at = datetime(2024, 4, 20, 10, tzinfo=UTC)
    assert only(Act, rows) == [Act("reply", f"bluesky:{ME}", f"bluesky:{ANN}", at, written.key, parent)]


def test_an_answer_to_oneself_goes_on_with_the_thread_and_is_no_act(tmp_path):
    first = f"at://{ME}/{POST}"
    reply = {"root": {"uri": first}, "parent": {"uri": first}}
    rows, _ = read(repository({POST: post("1/2"), f"{POST[:-1]}3": post("2/2", reply=reply)}), tmp_path)
    one, two = only(Post, rows)
    assert one.thread == two.thread == first
    assert two.reply_to == f"bluesky:{ME}"
    assert only(Act, rows) == []


def test_a_mention_is_found_by_its_place_in_bytes_and_gives_a_name(tmp_path):
    text = "Größe 👋 @Ann.Example, danke"
    begin = text.encode().index(b"@")
    facet = {
        "index": {"byteStart": begin, "byteEnd": begin + len("@Ann.Example")},
        "features": [{"$type": "app.bsky.richtext.facet#mention", "did": ANN}],
    }
    rows, _ = read(repository({POST: post(text, facets=[facet])}), tmp_path)
    assert Person(f"bluesky:{ANN}", "bluesky", "ann.example") in rows
    assert [(act.kind, act.whom) for act in only(Act, rows)] == [("mention", f"bluesky:{ANN}")]


@pytest.mark.parametrize(
    "facet",
    [
        None,
        7,
        {"index": {}},
        {"index": {"byteStart": -3, "byteEnd": 2}, "features": [{}]},
        {"index": {"byteStart": 0, "byteEnd": 10**12}, "features": [None, {"$type": "x"}, {"did": 3}]},
        {"index": {"byteStart": "0", "byteEnd": "2"}, "features": {}},
    ],
)
def test_a_facet_that_is_none_does_not_cost_the_post(facet, tmp_path):
    rows, notes = read(repository({POST: post("Hello", facets=[facet])}), tmp_path)
    assert [row.text for row in only(Post, rows)] == ["Hello"]
    assert notes == []


def test_a_quote_is_a_post_and_passes_on(tmp_path):
    quoted = f"at://{ANN}/app.bsky.feed.post/3quoted"
    embed = {
        "$type": "app.bsky.embed.recordWithMedia",
        "record": {"$type": "app.bsky.embed.record", "record": {"uri": quoted}},
        "media": {"$type": "app.bsky.embed.external", "external": {"uri": "https://example.org/a"}},
    }
    rows, _ = read(repository({POST: post("Read this", embed=embed)}), tmp_path)
    (written,) = only(Post, rows)
    assert written.text == "Read this\nhttps://example.org/a"
    (act,) = only(Act, rows)
    assert (act.kind, act.whom, act.post, act.about) == ("repost", f"bluesky:{ANN}", written.key, quoted)


def test_a_list_that_is_shown_in_a_post_is_no_quote(tmp_path):
    embed = {"$type": "app.bsky.embed.record", "record": {"uri": f"at://{ANN}/app.bsky.graph.list/3x"}}
    rows, _ = read(repository({POST: post("My list", embed=embed)}), tmp_path)
    assert only(Act, rows) == []


def test_a_link_that_stands_in_the_text_is_not_added_again(tmp_path):
    embed = {"$type": "app.bsky.embed.external", "external": {"uri": "https://Example.org/"}}
    rows, _ = read(repository({POST: post("See example.org today", embed=embed)}), tmp_path)
    assert [row.text for row in only(Post, rows)] == ["See example.org today"]


def test_what_one_does_to_oneself_is_no_act(tmp_path):
    subject = {"uri": f"at://{ME}/{POST}"}
    records = {
        f"app.bsky.feed.{kind}/{LATER}": {"$type": f"app.bsky.feed.{kind}", "subject": subject}
        for kind in ("like", "repost")
    }
    rows, notes = read(repository(records), tmp_path)
    assert (only(Act, rows), notes) == ([], [])


def test_the_profile_gives_the_shown_name(tmp_path):
    rows, _ = read(
        repository({"app.bsky.actor.profile/self": {"$type": "app.bsky.actor.profile", "displayName": "Me"}}), tmp_path
    )
    assert rows == [
        Person(f"bluesky:{ME}", "bluesky", me=True),
        Person(f"bluesky:{ME}", "bluesky", shown="Me", me=True),
    ]


@pytest.mark.parametrize(
    ("created", "at"),
    [
        ("2023-04-26T00:09:58-07:00", datetime(2023, 4, 26, 7, 9, 58, tzinfo=UTC)),
        ("2009-02-03T04:05:06.007Z", datetime(2009, 2, 3, 4, 5, 6, 7000, tzinfo=UTC)),  # brought along from elsewhere
        ("2099-01-01T00:00:00Z", datetime(2024, 4, 22)),  # false: the record's name is older
        ("0001-01-01T00:00:00Z", datetime(2024, 4, 22)),
        ("yesterday", datetime(2024, 4, 22)),
        (None, datetime(2024, 4, 22)),
        (1714557600, datetime(2024, 4, 22)),
    ],
)
def test_a_time_is_as_said_unless_it_cannot_be_true(created, at, tmp_path):
    rows, _ = read(repository({POST: {**post("Hello"), "createdAt": created}}), tmp_path)
    (written,) = only(Post, rows)
    assert written.at == at if at.tzinfo else written.at.date() == at.date()


def test_old_and_unknown_collections_are_passed_over_with_their_count(tmp_path):
    records = {
        **{f"app.bsky.feed.vote/3{n}": {"$type": "app.bsky.feed.vote", "n": n} for n in range(3)},
        "app.bsky.graph.confirmation/3a": {"$type": "app.bsky.graph.confirmation"},
        "app.bsky.graph.block/3a": {"$type": "app.bsky.graph.block", "subject": ANN},
    }
    _, notes = read(repository(records), tmp_path)
    assert notes == [
        "repo.car: records of kinds that Folkmoot does not use were passed over "
        "(3 app.bsky.feed.vote, 1 app.bsky.graph.confirmation)."
    ]


def test_a_record_that_is_nonsense_is_counted_and_the_rest_is_read(tmp_path):
    like = "app.bsky.feed.like"
    records = {
        f"{like}/3a": {"$type": like},
        f"{like}/3b": {"$type": like, "subject": {"uri": "https://example.org"}},
        f"{like}/3c": {"$type": like, "subject": {"uri": f"at://{ANN}/app.bsky.feed.post/3x"}},
        f"{like}/3d": [1, 2],
        POST: post(7),
    }
    rows, notes = read(repository(records), tmp_path)
    assert len(only(Act, rows)) == 1
    assert notes == ["repo.car: 4 records could not be read and were left out."]


def test_two_equal_records_are_two_rows(tmp_path):
    rows, _ = read(repository({POST: post("Hi"), f"{POST[:-1]}3": post("Hi")}), tmp_path)
    assert len({row.key for row in only(Post, rows)}) == 2


def test_a_record_that_was_deleted_and_still_lies_in_the_file_is_not_read(tmp_path):
    whole = repository({POST: post("Kept")})
    gone = encoded(post("Deleted"))
    rows, notes = read(whole + section(named(gone), gone), tmp_path)
    assert [row.text for row in only(Post, rows)] == ["Kept"]
    assert notes == []


def test_a_block_that_is_not_what_its_name_says_is_not_believed(tmp_path):
    whole = repository({POST: post("I like it"), f"{POST[:-1]}3": post("Other")})
    rows, notes = read(whole.replace(b"I like it", b"I hate it"), tmp_path)
    assert [row.text for row in only(Post, rows)] == ["Other"]
    assert notes == ["repo.car: 1 record could not be read and was left out."]


def test_a_cycle_in_the_tree_ends(tmp_path):
    # Honest names cannot make one: a name is made from what it names. Walked all the same, it must end.
    here, there = Cid(b"\x01\x71\x12\x20" + bytes(32)), Cid(b"\x01\x71\x12\x20" + b"\1" * 32)
    nodes = {here: encoded({"e": [], "l": there}), there: encoded({"e": [], "l": here})}
    assert index(nodes, here).missing == 1


def test_a_tree_of_a_hundred_thousand_levels_is_walked():
    below, nodes = None, {}
    for level in range(100_000):
        data = encoded({"e": [{"p": 0, "k": b"%d" % level, "v": named(b""), "t": None}], "l": below})
        below = named(data)
        nodes[below] = data
    tree = index(nodes, below)
    assert (sum(map(len, tree.keys.values())), tree.missing) == (100_000, 0)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x5b" + b"\xff" * 8,  # bytes of 2**64
        b"\x7b" + b"\xff" * 8,  # text
        b"\x9b" + b"\xff" * 8,  # list
        b"\xbb" + b"\xff" * 8,  # map
        b"\x9f\x01\xff",  # a list without a length
        b"\x81" * 100_000 + b"\x01",  # deep
        b"\xa1\x61a" * 100_000 + b"\x01",
        b"\xd8\x2a" * 100_000,  # tags in tags
        b"\xc1\x01",  # a tag that is no link
        b"\xd8\x2a\x41\x01",  # a link without its zero
        b"\xa1\x01\x01",  # a name that is a number
        b"\xf9\x3c\x00",  # a half float
        b"\x01\x01",  # two values
        b"\x1b\x00",  # a cut number
    ],
)
def test_what_no_record_can_be_is_refused(data):
    with pytest.raises(BrokenCar):
        decode(data)


def test_values_come_back_as_they_were_encoded():
    value = {"a": [1, -5, 2**40, None, True, False, 2.5], "b": {"ü": "👋", "x": b"\0\1"}, "l": named(b"x")}
    assert decode(encoded(value)) == value


@pytest.mark.parametrize("tail", [b"\xff" * 12, varint(1 << 40), varint(1 << 62) + b"x", b"\0" * 1000, b"\x80"])
def test_a_length_that_is_not_true_ends_the_file_with_a_sentence_and_little_memory(tail, tmp_path):
    whole = repository({POST: post("Here")})
    tracemalloc.start()
    rows, notes = read(whole + tail, tmp_path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [row.text for row in only(Post, rows)] == ["Here"]
    assert len(notes) == 1
    assert notes[0].startswith("repo.car is damaged or cut short (")
    assert most < 8 << 20


def test_many_values_in_one_block_are_refused_before_they_are_made():
    with pytest.raises(BrokenCar, match="more than a block can hold"):
        decode(encoded([[]] * 300_000))


def test_a_repository_cut_at_any_byte_gives_what_came_before_and_one_sentence(tmp_path):
    whole = repository({f"app.bsky.feed.post/3k{n:03}": post(f"Post {n}") for n in range(20)})
    full, notes = read(whole, tmp_path)
    assert notes == []
    for cut in sorted(random.Random(7).sample(range(70, len(whole)), 150)):
        rows, notes = read(whole[:cut], tmp_path)
        assert set(only(Post, rows)) <= set(only(Post, full))
        assert len(notes) == 1, (cut, notes)


def test_a_file_of_the_second_version_is_told_of(tmp_path):
    _, notes = read(bytes.fromhex("0aa16776657273696f6e02") + bytes(40), tmp_path)
    assert len(notes) == 1
    assert "version 2" in notes[0]


def test_a_car_of_something_else_is_told_of(tmp_path):
    other = encoded({"hello": "world"})
    rows, notes = read(car(named(other), [other]), tmp_path)
    assert only(Post, rows) == []
    assert notes == ["repo.car does not say whose data it is: export your data from Bluesky again."]


def test_a_key_that_would_grow_without_end_is_refused():
    data = encoded({"e": [{"p": 0, "k": b"x" * 2000, "v": named(b""), "t": None}], "l": None})
    assert index({named(data): data}, named(data)).missing == 1
    assert index({named(data): node({"a/b": b""})}, named(data)).missing == 0


def test_a_key_of_a_record_is_a_time_only_when_it_is_one():
    assert bluesky._tid_time("self") is None
    assert bluesky._tid_time("3juazqsajt22y").date().isoformat() == "2023-04-26"
