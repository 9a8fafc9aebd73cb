"""What an archive holds, whatever network it comes from: posts, acts and people, one row each."""

from datetime import datetime
from typing import Literal, NamedTuple, TypeAlias

Audience = Literal["public", "followers", "group"]
ActKind = Literal["reply", "repost", "like", "follow", "thank", "mention", "message"]


class Person(NamedTuple):
    """Somebody by whom or to whom something was done."""

    key: str  # network:handle or network:id, the same in every table
    network: str
    name: str | None = None  # the handle as people write it
    shown: str | None = None  # the name they chose to show
    me: bool = False  # the archive is theirs


class Post(NamedTuple):
    """Something that its author wrote for more than one reader. What was passed on is an act, not a post."""

    key: str  # network:id, the same for the same post in two archives
    network: str
    author: str  # Person.key
    at: datetime | None  # UTC; None when the archive does not say
    text: str  # plain, without markup
    language: str | None = None  # two letters, as the network says it
    reply_to: str | None = None  # Person.key of whoever is answered
    thread: str | None = None  # the same for all posts of one conversation
    audience: Audience = "public"
    poll: bool = False
    likes: int | None = None  # received; None when the archive does not say
    reposts: int | None = None
    answers: int | None = None
    url: str | None = None


class Act(NamedTuple):
    """One person did something that concerns another. Of messages only this is kept, never the text."""

    kind: ActKind
    who: str  # Person.key
    whom: str | None  # Person.key; None when the archive does not say
    at: datetime | None = None  # UTC
    post: str | None = None  # Post.key of the own post that did it
    about: str | None = None  # address or key of what was liked, passed on or answered


Row: TypeAlias = Person | Post | Act
