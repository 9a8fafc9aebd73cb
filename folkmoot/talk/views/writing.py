"""Pages to write: the composer with its live reach, answers, editing, deleting."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.people.requests import PersonRequest
from folkmoot.people.rules import SAYING
from folkmoot.people.throttle import Throttled, take
from folkmoot.permissions.rules import Reach
from folkmoot.talk import addresses, services
from folkmoot.talk.forms import FOLLOWERS, AnswerForm, EditForm, WriteForm
from folkmoot.talk.once import say_once
from folkmoot.talk.rules import TextError
from folkmoot.talk.views.reading import thread_page
from folkmoot.talk.views.shared import id_in, own_post_or_404, readable_post_or_404
from folkmoot.tribes.services import Refused

BEGUN_MAX = 500  # characters that an address may bring along


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def write(request: PersonRequest) -> HttpResponse:
    """Begin a thread: where, on what, whom it would reach, and the words."""
    me = request.user
    if request.method != "POST":
        to = request.GET.get("tribe") or (FOLLOWERS if "followers" in request.GET else "")
        topic = id_in(request.GET.get("topic"))
        begun = request.GET.get("text", "").replace("\x00", "")[:BEGUN_MAX]
        initial = {"topics": [topic] if topic else [], "text": begun}
        form = WriteForm(me, initial={"to": to, **initial})
        if not to and len(form.places) <= 2:  # one tribe, and those who follow: no need to ask
            form = WriteForm(me, initial={"to": next(iter(form.places)), **initial})
        return _composer(request, form)
    form = WriteForm(me, request.POST)
    if not form.is_valid():
        return _composer(request, form, status=422)
    data = form.cleaned_data
    if form.tribe is not None and form.wants_the_board:
        return redirect(addresses.of_new_ask(form.tribe.slug, data["text"]))
    if form.decision is None and form.asking:  # once, before it is sent; whichever button then sends it decides
        return _composer(request, form, asked="send")

    def say() -> services.Said:
        take(f"say:{me.pk}", SAYING)
        return services.publish_post(me, form.tribe, data["text"], tuple(data["topics"]), decision=form.decision)

    try:
        post_id, said = say_once(request, data["once"], say)
    except (Refused, Throttled) as refused:
        form.add_error(None, str(refused))
        return _composer(request, form, status=422)
    if said is not None:
        messages.success(request, _said(said.reach))
    return redirect("post", post_id)


@require_POST
@login_required
def write_reach(request: PersonRequest) -> HttpResponse:
    """Whom the post would reach as it stands: a fragment for the live composer, or the whole page."""
    form = WriteForm(request.user, request.POST)
    if not request.htmx:
        return _composer(request, form, asked="reach")
    form.errors.clear()  # half-written is not wrong
    elsewhere = request.htmx.trigger_name == "to"
    template = "talk/write_topics.html" if elsewhere else "talk/write_live.html"
    told = request.POST.get("told", "")  # what the page says already: no button moves while nothing changed
    renew_send = elsewhere or form.asking != told
    return render(request, template, {"form": form, "renew_send": renew_send, **_reach(request, form)})


@require_POST
@login_required
def write_preview(request: PersonRequest) -> HttpResponse:
    """The words as they would look."""
    me = request.user
    form = WriteForm(me, request.POST)
    if not request.htmx:
        return _composer(request, form, asked="preview")
    return render(request, "talk/write_preview.html", _preview(form.words))


def _composer(request: PersonRequest, form: WriteForm, asked: str = "", status: int = 200) -> HttpResponse:
    """The composer's page. ``asked``: 'reach' or 'preview' when a button without JavaScript asked
    for it, 'send' when the text reads like an ask and its writer shall say what it is."""
    context = {"form": form, "asked": asked, **_reach(request, form)}
    if asked == "preview":
        context |= _preview(form.words)
    if asked:
        form.errors.clear()  # nothing is wrong yet: it is not being sent
    return render(request, "talk/write.html", context, status=status)


def _preview(text: str) -> dict[str, str]:
    try:
        return {"html": services.preview_html(text)}
    except TextError as problem:
        return {"problem": str(problem)}


def _reach(request: PersonRequest, form: WriteForm) -> dict[str, object]:
    """The counts of the gate's own preview, or the sentence why there are none."""
    if not form.is_somewhere:
        return {"reach": None, "reach_problem": _("Choose a place, and see here whom it reaches.")}
    try:
        reach = services.preview_reach(request.user, form.tribe, form.topic_ids)
    except Refused as refused:
        return {"reach": None, "reach_problem": str(refused)}
    return {"reach": reach, "reach_problem": ""}


def _said(reach: Reach) -> str:
    if not reach.audience:
        return _("Said.")
    return ngettext(
        "Said. It reached %(reached)s of %(n)s person.", "Said. It reached %(reached)s of %(n)s people.", reach.audience
    ) % {"reached": reach.reached, "n": reach.audience}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def post_answer(request: PersonRequest, post_id: int) -> HttpResponse:
    """Answer a post; asked for without words, it shows the thread with its answer box."""
    me = request.user
    parent = readable_post_or_404(me, post_id)
    if request.method != "POST":
        return redirect(addresses.of_answer_box(parent.pk, parent.root_id))
    form = AnswerForm(request.POST)
    if form.is_valid():
        text = form.cleaned_data["text"]

        def say() -> services.Said:
            take(f"say:{me.pk}", SAYING)
            return services.answer_post(me, parent, text)

        try:
            answer_id, said = say_once(request, form.cleaned_data["once"], say)
        except (Refused, Throttled) as refused:
            form.add_error(None, str(refused))
        else:
            if said is not None:
                messages.success(request, _said(said.reach))
            return redirect("post", answer_id)
    root = parent if parent.root_id is None else readable_post_or_404(me, parent.root_id)
    return thread_page(request, root, to=parent.pk, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def post_edit(request: PersonRequest, post_id: int) -> HttpResponse:
    """New words for one's own post."""
    me = request.user
    post = own_post_or_404(me, post_id)
    form = EditForm(request.POST if request.method == "POST" else None, initial={"text": post.text})
    looks = {}
    if request.method == "POST" and "preview" in request.POST:
        looks = _preview(str(form["text"].value() or ""))
        form.errors.clear()
    elif form.is_valid():
        try:
            services.edit_post(me, post.pk, form.cleaned_data["text"])
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Changed. It reaches nobody anew."))
            return redirect("post", post.pk)
    context = {"form": form, "post": post, "url": addresses.of_post(post.pk, post.root_id), **looks}
    return render(request, "talk/edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def post_delete(request: PersonRequest, post_id: int) -> HttpResponse:
    """Ask once, then take one's own words back for good."""
    me = request.user
    post = own_post_or_404(me, post_id)
    if request.method == "POST":
        services.delete_post(me, post.pk)
        messages.success(request, _("Deleted. Your words are gone, here and on every home page."))
        if post.root_id is None and not post.answer_count:
            return redirect("tribe_floor", post.tribe.slug) if post.tribe else redirect("home")
        return redirect("post", post.pk)
    return render(request, "talk/delete.html", {"post": post, "url": addresses.of_post(post.pk, post.root_id)})
