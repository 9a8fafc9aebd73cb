"""Keys that somebody gives to programs."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from folkmoot.people import rules, selectors, services, throttle
from folkmoot.people.forms import TokenForm
from folkmoot.people.requests import PersonRequest


@login_required
@require_safe
def settings_tokens(request: PersonRequest) -> HttpResponse:
    """The keys somebody has, and a form for another one."""
    return _page(request, TokenForm())


@login_required
@require_POST
@never_cache
def token_make(request: PersonRequest) -> HttpResponse:
    """Make a key and show it.

    Answers the POST itself instead of leading on to a page: to show the key on another page it would have to be
    kept somewhere until then.
    """
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    throttle.take(f"token:{request.user.pk}", rules.TOKENS_MADE)
    data = form.cleaned_data
    try:
        token, key = services.make_token(request.user, data["label"], data["scopes"], data["until"])
    except services.TokenError as problem:
        form.add_error(None, str(problem))
        return _page(request, form, status=422)
    return _page(request, TokenForm(), made=token, key=key)


@login_required
@require_POST
def token_revoke(request: PersonRequest, token_id: int) -> HttpResponse:
    """End a key."""
    token = services.revoke_token(request.user, token_id)
    if token is None:
        messages.error(request, _("You have no such key."))
    else:
        messages.success(request, _("“%(label)s” opens nothing any more.") % {"label": token.label})
    return HttpResponseRedirect(reverse("settings_tokens"))


def _page(request: PersonRequest, form: TokenForm, status: int = 200, **more: Any) -> HttpResponse:
    tokens = [
        {"token": token, "may": [rules.TOKEN_SCOPES[scope] for scope in token.scopes if scope in rules.TOKEN_SCOPES]}
        for token in selectors.tokens_of(request.user, timezone.now())
    ]
    return render(request, "people/settings_tokens.html", {"form": form, "tokens": tokens, **more}, status=status)
