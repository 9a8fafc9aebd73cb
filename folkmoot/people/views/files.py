"""Pictures of people, and mail that is shown instead of sent."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from folkmoot.people import mail as mails
from folkmoot.people import pictures


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponse:
    """A person's picture, for people who are signed in. A name is never used twice, so it can be kept for long."""
    content = pictures.kept(name) if request.user.is_authenticated else None
    if content is None:
        raise Http404
    return HttpResponse(
        content,
        content_type="image/webp",
        headers={"Cache-Control": "private, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"},
    )


@require_safe
def mail(request: HttpRequest) -> HttpResponse:
    """The mail that this server would have sent, newest first. Only where it sends none."""
    if not settings.MAIL_IS_SHOWN:
        raise Http404
    return render(request, "people/mail.html", {"mails": mails.shown_mails()})
