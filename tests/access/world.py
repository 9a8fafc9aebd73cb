"""One of everything that an address can name, and what happened when somebody went there."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from PIL import Image

from folkmoot.favors.models import ContractVersion
from folkmoot.favors.rules.contract import NOTICE
from folkmoot.favors.services import board, promising
from folkmoot.favors.services.settling import object_to
from folkmoot.people.models import Person
from folkmoot.people.services import make_token, set_picture
from folkmoot.permissions.models import Widening
from folkmoot.permissions.rules import Per, Scope, Terms
from folkmoot.permissions.selectors import permission_between, topics_of
from folkmoot.permissions.services import joining
from folkmoot.permissions.services.giving import change_permission, give_permission
from folkmoot.permissions.services.topics import retire_topic
from folkmoot.talk.services import answer_post, publish_post
from folkmoot.tribes import tokens
from folkmoot.tribes.models import Invitation, JoinRequest
from folkmoot.tribes.services import bring_list
from tests.favors.ledger_world import did
from tests.mirror.pages.looks import make_look
from tests.support.cast import Cast, make_cast, make_person

ACTORS = ("leader", "member", "outsider", "removed", "banned", "nobody")
# What going somewhere may always write: who is signed in, how often somebody came, and locks.
ALWAYS = re.compile(r"django_session|INTO \S*usersessions|UPDATE \S*usersessions|people_tokenbucket|folkmoot_cache")
_WORD = re.compile(r"<(?:\w+:)?(\w+)>")
_TABLE = re.compile(r"(?:INTO|UPDATE|FROM)\s+\"?(\w+)")
WRITES = re.compile(r"\s*(?:INSERT|UPDATE|DELETE)\b", re.I)


@dataclass(frozen=True)
class World:
    """The cast in a tribe, and ids for the words of addresses."""

    cast: Cast
    banned: Person
    words: dict[str, Any]  # word of an address -> what stands there
    special: dict[str, dict[str, Any]]  # where an address wants another one

    def actor(self, name: str) -> Person | None:
        """Someone of the cast."""
        return self.banned if name == "banned" else getattr(self.cast, name)

    def path(self, name: str) -> str:
        """The address by this name in this world."""
        words = {**self.words, **self.special.get(name, {})}
        (needed,) = {tuple(_WORD.findall(route)) for route, pattern in patterns() if pattern.name == name}
        return reverse(name, kwargs={word: words[word] for word in needed})


def make_world(*, is_open: bool) -> World:
    """A tribe by invitation with a closed floor, or one that takes requests and whose floor is open."""
    cast = make_cast(joining="request", floor_is_open=True) if is_open else make_cast()
    now = timezone.now()
    banned, fellow, asker, invited = (make_person(name) for name in ("banned", "fellow", "asker", "invited"))
    for person in (banned, fellow):
        joining.admit(cast.tribe, person, now)
    joining.ban_member(cast.tribe, banned, cast.leader)
    give_permission(cast.member, cast.leader, Scope.POSTS)
    asked = JoinRequest.objects.create(tribe=cast.tribe, person=asker, words="Please", asked_at=now)
    permission = permission_between(cast.member.pk, cast.tribe.pk, Scope.POSTS)
    changed = change_permission(cast.member, permission.pk, Terms(at_most=9, per=Per.WEEK))
    garden, tools = topics_of(cast.tribe.pk)
    retire_topic(cast.tribe, tools.pk)
    said = publish_post(cast.leader, cast.tribe, "The beans are up.", (garden.pk,)).post
    answer = answer_post(cast.member, said, "At last.").post
    own = publish_post(cast.member, cast.tribe, "Who has a rake?").post
    widening = Widening.objects.create(
        holder_id=cast.leader.pk, giver=cast.member, asked_by=cast.leader, scope=int(Scope.LETTERS),
        topics=-1, at_most=None, per=7, asked_at=now,
    )  # fmt: skip
    brought = bring_list(cast.tribe, cast.leader, b"zoe@example.net\n", "list.txt")
    invitation = Invitation.objects.create(
        tribe=cast.tribe, by=cast.leader, kind="mail", address=invited.email, state="sent", made_at=now
    )
    gate = board.ask_for_help(cast.leader, cast.tribe, board.Draft("Mend the gate", 30))
    promise = promising.promise_help(cast.member, gate.pk)
    rake = board.ask_for_help(cast.member, cast.tribe, board.Draft("Lend me a rake", 5, 3))
    offer = board.offer_help(cast.member, cast.tribe, board.Draft("Sharpen knives", 30, None))
    give_permission(fellow, cast.tribe, Scope.ASKS)
    favor = did(cast.tribe, fellow, cast.member, 30, "Sharpened the saw", days_ago=2)
    held = did(cast.tribe, fellow, asker, 30, "Cut down a tree", days_ago=1)
    object_to(cast.member, held, "It was ours")
    coming = ContractVersion.objects.create(
        tribe=cast.tribe, patience=60, allowance=480, crowd=12, by=cast.leader, made_at=now, from_at=now + NOTICE
    )
    token, _ = make_token(cast.member, "a program", ["read"], None)
    for person in (cast.leader, cast.member, cast.outsider, cast.removed, banned):
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    key = Authenticator.objects.create(user=fellow, type="webauthn", data={"name": "My key", "credential": {}})
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(picture, "PNG")
    store = SessionStore()  # of somebody signed in: allauth tidies away what is not, also when one only looks
    store[SESSION_KEY] = str(cast.member.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = cast.member.get_session_auth_hash()
    store.create()
    session = UserSession.objects.create(
        user=cast.member, ip="127.0.0.1", user_agent="A browser", session_key=store.session_key, last_seen_at=now
    )
    look = make_look(cast.member)
    words = {
        "slug": cast.tribe.slug,
        "post_id": own.pk,
        "name": cast.member.name,
        "permission_id": permission.pk,
        "version_id": changed.version_id,
        "person_id": fellow.pk,
        "request_id": asked.pk,
        "widening_id": widening.pk,
        "topic_id": garden.pk,
        "list_id": brought.pk,
        "invitation_id": invitation.pk,
        "promise_id": promise.pk,
        "ask_id": rake.pk,
        "offer_id": offer.pk,
        "favor_id": favor,
        "token": tokens.make_token(invitation.pk),
        "token_id": token.pk,
        "session_id": session.pk,
        "pk": key.pk,
        "uidb36": "1",
        "key": "nonsense",
        "page": "change/",
        "look_id": look.pk,
    }
    delivered = {"post_id": said.pk}  # it reached the member
    special = {
        **dict.fromkeys(("why", "not_for_me", "not_for_me_undo", "narrow"), delivered),
        "post_answer": {"post_id": answer.pk},
        "favor_decide": {"favor_id": held},
        "contract_withdraw": {"version_id": coming.pk},
        "tribe_lift_ban": {"person_id": banned.pk},
        "topic_return": {"topic_id": tools.pk},
        "picture": {"name": set_picture(cast.member, picture.getvalue())},
        "follow": {"name": fellow.name},
        "unfollow": {"name": cast.leader.name},
        "give": {"name": fellow.name},
    }
    return World(cast, banned, words, special)


def patterns() -> Iterator[tuple[str, URLPattern]]:
    """Every address of the site: its route and its pattern."""

    def walk(resolver: URLResolver, before: str) -> Iterator[tuple[str, URLPattern]]:
        for found in resolver.url_patterns:
            route = before + str(found.pattern)
            if isinstance(found, URLResolver):
                yield from walk(found, route)
            else:
                yield route, found

    yield from walk(get_resolver(), "")


@dataclass(frozen=True)
class Came:
    """What came of going somewhere."""

    status: int
    to: str
    wrote: frozenset[str]
    policy: str
    body: str

    @property
    def told(self) -> str:
        """``200``, ``in`` (asked to sign in), ``go`` (led elsewhere), with a ``+`` when rows were changed."""
        word = str(self.status)
        if 300 <= self.status < 400:
            word = "in" if self.to.startswith(("/account/login/", "/account/reauthenticate/")) else "go"
        return word + ("+" if self.wrote else "")


def go(client: Client, method: str, path: str, sent: dict[str, Any] | None = None) -> Came:
    """Go somewhere, see what came of it and which tables were written to, and take it all back."""
    wrote: set[str] = set()
    after: dict[str, list[Any]] = {}

    def watch(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if WRITES.match(sql) and not ALWAYS.search(sql) and context["cursor"].rowcount:
            wrote.add(_TABLE.search(sql)[1])
        return result

    with transaction.atomic():
        with connection.execute_wrapper(watch):
            answer = client.get(path) if method == "GET" else client.post(path, sent or {})
        after = {table: _rows(table) for table in wrote}
        transaction.set_rollback(True)
    # What a service took back itself, since it refused in the end, was never written.
    changed = frozenset(table for table in wrote if after[table] != _rows(table))
    body = answer.content.decode() if answer.headers.get("Content-Type", "").startswith("text/html") else ""
    policy = answer.headers.get("Content-Security-Policy", "")
    return Came(answer.status_code, answer.headers.get("Location", ""), changed, policy, body)


def _rows(table: str) -> list[Any]:
    """All that a table holds; of the holders all but their clocks, which only ever go on."""
    columns = "id, person_id, tribe_id" if table == "permissions_holder" else "*"
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {columns} FROM "{table}"')
        return sorted(cursor.fetchall(), key=repr)
