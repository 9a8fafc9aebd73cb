"""Mastodon's archive as servers of every age hand it out, its lists, and the file of mastodon-archive."""

import json

import pytest

from folkmoot.mirror.archive import HEAD
from folkmoot.mirror.notes import Notes
from folkmoot.mirror.readers import mastodon, readers, recognized
from folkmoot.mirror.rows import Act, Person, Post
from tests.mirror.bad import of, tar_gz, zipped
from tests.mirror.fuzz.made import MADE
from tests.mirror.golden import ARCHIVES
from tests.mirror.readers.mutated import member

ME, BIRCH = "mastodon:me@m.example", "mastodon:birch@other.example"
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
FOLLOWERS = "https://m.example/users/me/followers"
MENTION = {"type": "Mention", "href": "https://other.example/users/birch", "name": "@birch@other.example"}


def note(**changes):
    """A post of one's own."""
    return {
        "id": "https://m.example/users/me/statuses/1",
        "type": "Note",
        "published": "2024-05-01T10:00:00Z",
        "to": [PUBLIC],
        "cc": [FOLLOWERS],
        "content": "<p>Hello</p>",
        "contentMap": {"en": "<p>Hello</p>"},
        "tag": [],
        **changes,
    }


def create(**changes):
    return {"type": "Create", "actor": "https://m.example/users/me", "object": note(**changes)}


def outbox(*activities, name="outbox.json", **more):
    return member(
        name,
        json.dumps({"id": "outbox.json", "type": "OrderedCollection", **more, "orderedItems": list(activities)}),
    )


def read(*members):
    """(rows, notes) of these files, each as what it is recognized to be."""
    notes, rows = Notes(), []
    for reader, files in recognized(members).items():
        assert reader is mastodon
        rows += list(reader.read(files, notes))
    return rows, notes.all()


def only(kind, rows):
    return [row for row in rows if isinstance(row, kind)]


def acts(rows):
    return [(act.kind, act.whom) for act in only(Act, rows)]


@pytest.mark.parametrize("pack", [zipped, lambda good: tar_gz(good.items())], ids=["zip", "tar.gz"])
def test_a_zip_and_a_tar_are_read_alike(pack, tmp_path):
    folder = ARCHIVES / "mastodon"
    files = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
    rows, notes = of(pack(files), tmp_path)
    assert len(only(Post, rows)) == 3
    assert (len(only(Act, rows)), notes) == (5, [])


@pytest.mark.parametrize(
    ("text", "followed"),
    [
        ("Account address,Show boosts,Notify on new posts,Languages\nbirch@other.example,true,false,\n", 1),
        ("Account address,Show boosts\nbirch@other.example,true\nOak@m.example,false\n", 2),
        ("birch@other.example\n", 1),
        ("birch@other.example\r\n@oak@m.example\r\n", 2),
        ("\ufeffbirch@other.example,true,false,\n", 1),
    ],
    ids=["four columns", "two columns", "no first line", "lines of Windows", "a mark before it"],
)
def test_whom_one_follows_is_read_with_and_without_a_first_line(text, followed):
    rows, notes = read(outbox(create()), member("following_accounts.csv", text))
    assert next(act.whom for act in only(Act, rows) if act.kind == "follow") == BIRCH
    assert (len(only(Act, rows)), notes) == (followed, [])
    assert Person(BIRCH, "mastodon", "birch@other.example") in rows


def test_a_line_that_is_no_address_is_counted():
    rows, notes = read(member("following_accounts.csv", "Account address,Show boosts\nbirch@other.example,true\nx,y\n"))
    assert acts(rows) == [("follow", BIRCH)]
    assert notes == ["following_accounts.csv: 1 address could not be read and was left out."]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("muted_accounts.csv", "Account address,Hide notifications\nbirch@other.example,true\n"),
        ("blocked_accounts.csv", "birch@other.example\n"),
        ("muted_accounts.csv", "birch@other.example\n"),
        ("lists.csv", "Neighbors,birch@other.example\n"),
    ],
)
def test_whom_one_mutes_blocks_or_sorts_is_known_and_passed_over(name, text):
    one = member(name, text)
    assert mastodon.role_of(one.head, one.name) in ("muted", "lists")
    assert read(one) == ([], [])


def test_bookmarks_are_known_and_passed_over():
    one = member("b.json", json.dumps({"id": "bookmarks.json", "type": "OrderedCollection", "orderedItems": ["x"]}))
    assert mastodon.role_of(one.head, one.name) == "bookmarks"
    assert read(one) == ([], [])


def test_the_number_that_a_server_gives_need_not_be_that_of_the_posts():
    rows, notes = read(outbox(create(), totalItems=8000))
    assert (len(only(Post, rows)), notes) == (1, [])


@pytest.mark.parametrize(
    ("to", "cc", "audience"),
    [
        ([PUBLIC], [FOLLOWERS], "public"),
        ([FOLLOWERS], [PUBLIC], "public"),  # not listed
        ("as:Public", None, "public"),
        ([FOLLOWERS], [], "followers"),
        ([FOLLOWERS], ["https://other.example/users/birch"], "followers"),
    ],
)
def test_who_may_read_a_post_is_told_by_its_addresses(to, cc, audience):
    rows, _ = read(outbox(create(to=to, cc=cc)))
    assert [post.audience for post in only(Post, rows)] == [audience]


def test_of_a_message_only_that_there_was_one_is_kept():
    alone = create(to=["https://other.example/users/birch"], cc=[], tag=[MENTION], content="<p>secret</p>")
    rows, notes = read(outbox(alone))
    assert only(Post, rows) == []
    assert acts(rows) == [("message", BIRCH)]
    assert "secret" not in repr((rows, notes))


def test_a_question_is_a_poll():
    rows, _ = read(outbox(create(type="Question", oneOf=[{"name": "Friday"}])))
    assert [post.poll for post in only(Post, rows)] == [True]


def test_the_language_and_the_words_are_in_the_map_where_they_are_nowhere_else():
    rows, _ = read(outbox(create(content=None, contentMap={"de-AT": "<p>Servus</p><p>alle</p>"})))
    assert [(post.language, post.text) for post in only(Post, rows)] == [("de", "Servus\nalle")]


def test_a_warning_stands_before_the_words():
    rows, _ = read(outbox(create(summary="Food", sensitive=True)))
    assert [post.text for post in only(Post, rows)] == ["Food\nHello"]


def test_passing_on_ones_own_words_is_no_act():
    own = {"type": "Announce", "actor": "https://m.example/users/me", "object": note()}
    address = {**own, "object": "https://m.example/users/me/statuses/7"}
    other = {**own, "published": "2024-05-01T10:00:00Z", "object": "https://other.example/users/birch/statuses/10"}
    rows, notes = read(outbox(own, address, other))
    assert (acts(rows), notes) == ([("repost", BIRCH)], [])


def test_a_reply_to_oneself_goes_on_with_the_thread():
    rows, _ = read(outbox(create(inReplyTo="https://m.example/users/me/statuses/0", conversation="tag:c")))
    assert [(post.reply_to, post.thread) for post in only(Post, rows)] == [(ME, "tag:c")]
    assert acts(rows) == []


def test_a_reply_names_whom_it_answers_though_the_address_has_no_name_in_it():
    answer = create(inReplyTo="https://other.example/objects/6a2f", tag=[MENTION])
    rows, _ = read(outbox(answer))
    assert acts(rows) == [("reply", BIRCH)]


def test_without_actor_json_the_owner_is_whoever_acts():
    rows, _ = read(outbox(create()))
    assert rows[0] == Person(ME, "mastodon", "me@m.example", me=True)


def test_without_any_owner_the_posts_are_read_all_the_same():
    activity = create()
    del activity["actor"]
    rows, _ = read(outbox(activity))
    assert [post.author for post in only(Post, rows)] == ["mastodon:me"]


def test_two_accounts_in_one_folder_keep_their_posts_apart():
    def actor(host):
        return json.dumps(
            {"@context": "https://www.w3.org/ns/activitystreams", "type": "Person", "id": f"https://{host}/users/me"}
        )

    rows, _ = read(
        member("old/actor.json", actor("old.example")),
        outbox(create(id="https://old.example/1"), name="old/outbox.json"),
        member("new/actor.json", actor("m.example")),
        outbox(create(), name="new/outbox.json"),
    )
    assert {post.author for post in only(Post, rows)} == {"mastodon:me@old.example", ME}
    assert sum(person.me for person in only(Person, rows)) == 2


def test_an_activity_that_is_none_is_counted_and_the_rest_is_read():
    nonsense = [7, None, [], {}, {"type": "Create"}, {"type": "Announce", "object": None}, create(id=None, to=3)]
    rows, notes = read(outbox(*nonsense, create()))
    assert len(only(Post, rows)) >= 1
    assert len(notes) == 1
    assert notes[0].startswith("outbox.json: ")


def test_the_file_of_mastodon_archive_has_followers_and_what_others_wrote():
    (path,) = (ARCHIVES / "mastodon_archive").iterdir()
    rows, notes = read(member(path.name, path.read_bytes()))
    assert notes == []
    got = [(act.kind, act.who) for act in only(Act, rows) if act.whom == ME]
    assert got == [
        ("reply", BIRCH),
        ("message", "mastodon:elm@third.example"),
        ("follow", BIRCH),
        ("follow", "mastodon:elm@third.example"),
    ]
    polls = [(post.poll, post.likes, post.reposts, post.answers) for post in only(Post, rows)]
    assert polls[0] == (True, 2, 1, 4)
    assert "to me alone" not in repr(rows)


def test_the_file_of_mastodon_archive_is_read_wherever_its_account_stands():
    (path,) = (ARCHIVES / "mastodon_archive").iterdir()
    whole = json.loads(path.read_bytes())
    account = whole.pop("account")
    first, _ = read(member(path.name, json.dumps({"account": account, **whole})))
    last, _ = read(member(path.name, json.dumps({**whole, "account": account})))
    assert first == last


def test_the_file_of_mastodon_archive_without_its_account_says_so():
    rows, notes = read(member("x.json", '{"statuses": [{"acct": "x"}]}'))
    assert rows == []
    assert notes == ["x.json does not say whose archive it is, so it was not read: make it again."]


FILES = [path for path in sorted(ARCHIVES.rglob("*")) if path.is_file() and path.suffix != ".md"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ARCHIVES).as_posix())
def test_each_file_is_claimed_by_its_own_reader_and_by_no_other(path):
    folder = path.relative_to(ARCHIVES).parts[0].partition("_")[0]
    head = path.read_bytes()[:HEAD]
    claims = [reader.NETWORK for reader in readers() if reader.role_of(head, path.name) is not None]
    if claims != ["plain"]:
        # The reader of tables comes last, and takes what has a column of text and nobody else wants.
        claims = [network for network in claims if network != "plain"]
    if folder in ("bluesky", "mastodon", "plain"):
        assert claims == ([folder] if path.name != "car-file-fixtures.json" else [])
    elif path.match("messages/inbox/*/*"):
        assert claims in (["facebook"], ["instagram"])  # both write letters in the same way
    else:
        # Some are nobody's, knowingly.
        assert claims in ([], ["x" if folder == "dogsheep" else folder])


@pytest.mark.parametrize("network", MADE)
def test_each_made_file_is_claimed_by_its_own_reader_and_by_no_other(network):
    for role, name, data in MADE[network]:
        claim = [(reader.NETWORK, reader.role_of(data[:HEAD], name)) for reader in readers()]
        assert [(who, what) for who, what in claim if what is not None] == [(network, role)]
