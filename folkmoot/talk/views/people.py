"""The page of a person."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from folkmoot.people import selectors as people
from folkmoot.people.requests import PersonRequest
from folkmoot.permissions import selectors as permissions
from folkmoot.talk import addresses, selectors
from folkmoot.talk.cards import Dealer, face
from folkmoot.talk.views.shared import id_in
from folkmoot.tribes import selectors as tribes


@require_safe
@login_required
def profile(request: PersonRequest, name: str) -> HttpResponse:
    """Who somebody is, what they say to whoever follows them, and what they may do to reach me."""
    me = request.user
    person = people.person_by_handle(name)
    if person is None:
        raise Http404
    before = id_in(request.GET.get("before"))
    mine = person.pk == me.pk
    given = {} if mine else selectors.given_to(me, person)
    page = selectors.said_to_followers(person, before)
    common = [] if mine else selectors.tribes_in_common(me, person)
    return render(
        request,
        "talk/profile.html",
        {
            "person": person,
            "face": face(person),
            "handle": person.name_in_urls,
            "mine": mine,
            "topics": list(permissions.topics_of(person.pk)),
            "tribes": [
                (tribe.name, addresses.of_word("tribe_floor", tribe.slug))
                for tribe in (tribes.tribes_of(me) if mine else common)
            ],
            "to_thank": [(tribe.name, addresses.of_word("thank_new", tribe.slug)) for tribe in common],
            "cards": Dealer(me, ()).in_a_list(page.posts, with_tribe=False),
            "older_url": f"?before={page.older}" if page.older else "",
            "newest_url": request.path if before is not None else "",
            "followers": permissions.follower_count(person.pk) if mine else None,
            "follows": "posts" in given,
            "given": [words for scope, words, offer in _scopes() if scope in given],
            "to_give": [(scope, offer) for scope, words, offer in _scopes() if scope not in given],
            "why_not_wider": "" if mine else selectors.why_not_wider(me, person, timezone.now()),
        },
    )


def _scopes() -> list[tuple[str, str, str]]:
    """What can be permitted beside following: scope, as something they may do, as something to let them do."""
    return [
        ("dialogue", _("answer and mention you"), _("Let them answer and mention me")),
        ("letters", _("write you private letters"), _("Let them write me private letters")),
        ("asks", _("ask you a favor by name"), _("Let them ask me favors by name")),
    ]
