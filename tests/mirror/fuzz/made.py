"""Files that no fixture has: a repository with every kind of record, lists of addresses, a tribe's own lines."""

from datetime import UTC, datetime

from folkmoot.mirror.readers import tribe
from folkmoot.mirror.rows import Act, Person, Post
from tests.mirror.readers.cars import ANN, ME, post, repository

_SUBJECT = {"uri": f"at://{ANN}/app.bsky.feed.post/3jzfcijpj2z2a", "cid": "bafyreib5"}
_MENTION = {
    "index": {"byteStart": 6, "byteEnd": 10},
    "features": [{"$type": "app.bsky.richtext.facet#mention", "did": ANN}],
}
RECORDS = {
    "app.bsky.actor.profile/self": {"$type": "app.bsky.actor.profile", "displayName": "Me"},
    "app.bsky.feed.like/3jzfcijpj2z2a": {"$type": "app.bsky.feed.like", "subject": _SUBJECT, "createdAt": "2024-01-01"},
    "app.bsky.feed.post/3jzfcijpj2z2b": post("Hello @ann", facets=[_MENTION], langs=["en"], tags=["a"]),
    "app.bsky.feed.post/3jzfcijpj2z2c": post("Yes", reply={"root": _SUBJECT, "parent": _SUBJECT}),
    "app.bsky.feed.post/3jzfcijpj2z2d": post(
        "See",
        embed={
            "$type": "app.bsky.embed.recordWithMedia",
            "record": {"$type": "app.bsky.embed.record", "record": _SUBJECT},
            "media": {"$type": "app.bsky.embed.external", "external": {"uri": "https://example.org", "title": "E"}},
        },
    ),
    "app.bsky.feed.post/3jzfcijpj2z2e": post(
        "@ann old", entities=[{"type": "mention", "value": ANN, "index": {"start": 0, "end": 4}}]
    ),
    "app.bsky.feed.repost/3jzfcijpj2z2a": {"$type": "app.bsky.feed.repost", "subject": _SUBJECT},
    "app.bsky.graph.follow/3jzfcijpj2z2a": {"$type": "app.bsky.graph.follow", "subject": ANN},
    "app.bsky.graph.follow/3jzfcijpj2z2b": {"$type": "app.bsky.graph.follow", "subject": {"did": ME}},
}
_AT = datetime(2024, 5, 1, tzinfo=UTC)
_ROWS = (
    Person("folkmoot:1", "folkmoot", "me", "Me", True),
    Post("folkmoot:9", "folkmoot", "folkmoot:1", _AT, "Hello", thread="folkmoot:9"),
    Act("reply", "folkmoot:2", "folkmoot:1", _AT, about="folkmoot:9"),
)
# network -> (role, name, content)
MADE: dict[str, list[tuple[str, str, bytes]]] = {
    "bluesky": [("repo", "repo.car", repository(RECORDS))],
    "folkmoot": [("rows", "tribe.jsonl", "".join(tribe.written(_ROWS)).encode())],
    "mastodon": [("following", "following_accounts.csv", b"ann@a.example\nben@b.example,true,false,\n")],
}
