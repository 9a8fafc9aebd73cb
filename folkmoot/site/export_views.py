"""The page on which somebody takes with them everything that is kept about them."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from folkmoot.people.requests import PersonRequest
from folkmoot.site import export


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def settings_export(request: PersonRequest) -> HttpResponseBase:
    """What is inside, and a button; a POST is the file."""
    now = timezone.now()
    if request.method != "POST":
        return _page(request)
    export.take_one(request.user, now)
    name = f"folkmoot-{request.user.name}-{now:%Y-%m-%d}.zip"
    return FileResponse(
        export.as_zip(request.user, now), as_attachment=True, filename=name, content_type="application/zip"
    )


def _page(request: PersonRequest) -> HttpResponse:
    parts = list(export.contents(request.user, timezone.now()).items())
    return render(request, "site/export.html", {"parts": parts, "picture": export.PICTURE})
