"""Those who ask and are asked, and what they see."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from folkmoot.favors.services import asking, board, promising
from folkmoot.favors.services.asking import Audience, How
from folkmoot.favors.services.board import Draft
from folkmoot.permissions.rules import Scope
from folkmoot.permissions.services import joining
from folkmoot.permissions.services.giving import give_permission
from tests.support.cast import make_person

A_LIKE = {"what": "Like my page", "size": "afternoon", "as_many": "on", "audience": "crowd"}


def fellow(cast, name, **more):
    made = make_person(name, **more)
    joining.admit(cast.tribe, made, timezone.now())
    give_permission(made, cast.tribe, Scope.ASKS)
    return made


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


def text_of(answer):
    return " ".join(answer.content.decode().split())


def paths(cast):
    return f"/t/{cast.tribe.slug}/asks/new/", f"/t/{cast.tribe.slug}/asks/price/"


def page(person, ask, more=""):
    return client_of(person).get(f"/asks/{ask.pk}/{more}")


def asked_by_name(cast, *people, **more):
    ask = board.ask_for_help(cast.member, cast.tribe, Draft("A ladder", 30, 2, **more))
    asking.put_before(cast.member, ask.pk, Audience(How.NAMED, tuple(person.pk for person in people)))
    return ask


def owes_since(cast, days):
    """The member received a favor so long ago, and has not returned it."""
    then = timezone.now() - timedelta(days=days)
    promising.thank_unasked(cast.member, cast.tribe, cast.leader, "Mended the bicycle", 30, now=then)
