"""Pages to read: home, a tribe's floor, a thread."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from folkmoot.people.models import Person
from folkmoot.people.requests import PersonRequest
from folkmoot.permissions.selectors import not_for_me_count, topics_of
from folkmoot.talk import addresses, selectors
from folkmoot.talk.cards import Dealer, face
from folkmoot.talk.forms import AnswerForm
from folkmoot.talk.models import Post
from folkmoot.talk.rules import FACES, opening
from folkmoot.talk.views.shared import id_in, readable_post_or_404, writes_in
from folkmoot.tribes import selectors as tribes
from folkmoot.tribes.models import Membership, Tribe


@require_safe
@login_required
def home(request: PersonRequest, above: str = "") -> HttpResponse:
    """What reached me, newest first. ``above``: what stands before it, of rooms that this one does not know."""
    me = request.user
    before = id_in(request.GET.get("before"))
    found = selectors.home_page(me, before)
    dealer = Dealer(me, {tribe.pk for tribe in found.tribes})
    return render(
        request,
        "talk/home.html",
        {
            "cards": dealer.that_reached(found.posts),
            "waiting": dealer.waiting(found.waiting, with_tribe=len(found.tribes) > 1),
            "tribes": [(tribe.name, addresses.of_word("tribe_floor", tribe.slug)) for tribe in found.tribes],
            "write_to": found.tribes[0].slug if len(found.tribes) == 1 else "",
            "on_older_page": before is not None,
            "older_url": f"?before={found.older}" if found.older else "",
            "above": above,
        },
    )


@require_safe
@login_required
def tribe_floor(request: PersonRequest, slug: str) -> HttpResponse:
    """What is said in a tribe: for its members, and for everyone signed in where the floor is open."""
    me = request.user
    tribe, place = _floor_or_404(me, slug)
    topics = list(topics_of(tribe.pk, with_retired=True))
    topic = None
    if "topic" in request.GET:
        wanted = id_in(request.GET["topic"])
        topic = next((topic for topic in topics if topic.pk == wanted), None)
        if topic is None:
            raise Http404
    before = id_in(request.GET.get("before"))
    posts, older = selectors.floor_page(tribe, before, topic)
    dealer = Dealer(me, {tribe.pk} if place else set())
    first_page = before is None and topic is None
    waiting = selectors.waiting_for_an_answer(tribe, reader=me) if first_page and place else []
    put_first = {post.pk for post in waiting}
    leads = place is not None and place.role == Membership.Role.LEADER
    here = f"{request.path}?topic={topic.pk}" if topic else request.path
    company = selectors.company(tribe)
    return render(
        request,
        "talk/floor.html",
        {
            "tribe": tribe,
            "place": place,
            "leads": leads,
            "dos": _dos(tribe, place, leads),
            "topic": topic,
            "topics": _topic_chips(request.path, topics, topic),
            "waiting": dealer.waiting(waiting, with_tribe=False),
            "cards": dealer.in_a_list([post for post in posts if post.pk not in put_first], with_tribe=False),
            "older_url": f"{here}{'&' if topic else '?'}before={older}" if older else "",
            "newest_url": here if before is not None else "",
            "leaders": [face(person) for person in company.leaders],
            "faces": [face(person) for person in company.some],
            "members": company.count,
            "more": company.count - len(company.some) if place else 0,
        },
    )


def _floor_or_404(me: Person, slug: str) -> tuple[Tribe, Membership | None]:
    tribe = Tribe.objects.filter(slug=slug).first()
    if tribe is None:
        raise Http404
    place = tribes.membership(tribe.pk, me.pk)
    if place is None and not tribes.may_read_floor(tribe, me):
        raise Http404
    return tribe, place


def _dos(tribe: Tribe, place: Membership | None, leads: bool) -> list[dict[str, str]]:
    """What this reader can do on a floor."""
    if place is None:
        about = {"label": _("Read about the tribe"), "icon": "note"}
        return [about | {"url": addresses.of_word("tribe_about", tribe.slug)}]
    dos = [
        {"label": _("Write on the floor"), "icon": "write", "url": f"{reverse('write')}?tribe={tribe.slug}"},
        {"label": _("Choose what reaches you"), "icon": "reach", "url": reverse("permissions")},
    ]
    if leads:
        dos.append({"label": _("Bring your people"), "icon": "plus", "url": addresses.of_word("bring", tribe.slug)})
    dos.append({"label": _("Leave the tribe"), "icon": "leave", "url": addresses.of_word("tribe_leave", tribe.slug)})
    return dos


def _topic_chips(path: str, topics: list, topic: object) -> list[dict]:
    shown = [t for t in topics if t.retired_at is None or t is topic]
    if not shown:
        return []
    chips = [{"name": _("All topics"), "url": path, "here": topic is None}]
    return chips + [{"name": t.name, "url": f"{path}?topic={t.pk}", "here": t is topic} for t in shown]


@require_safe
@login_required
def thread(request: PersonRequest, post_id: int) -> HttpResponse:
    """What began a thread and its answers, in the order they were said."""
    me = request.user
    post = readable_post_or_404(me, post_id)
    if post.root_id is not None:
        begin = selectors.place_in_thread(post)
        asked = f"?begin={begin}" if begin else ""
        return redirect(f"{addresses.of_id('post', post.root_id)}{asked}#post-{post.pk}")
    return thread_page(request, post, id_in(request.GET.get("begin")), id_in(request.GET.get("to")))


def thread_page(
    request: PersonRequest, root: Post, begin: int | None = None, to: int | None = None, form: AnswerForm | None = None
) -> HttpResponse:
    """The page of a thread; with a form that could not be used, its sentence stands at the answer box (422)."""
    me = request.user
    page = selectors.thread_page(root, begin)
    own_tribe = writes_in(me, root)
    dealer = Dealer(me, own_tribe)
    answered = selectors.post_to_answer(root, to)
    shown = [root, *page.answers]
    cards = dealer.in_a_thread(shown, root, selectors.reached_among(me, shown))
    own = [post for post in selectors.said_in_thread_by(me, root) if post.pk != root.pk]
    context = {
        "root": root,
        "opening": opening(root.text) if root.deleted_at is None else "",
        "tribe": root.tribe,
        "root_card": cards[:1],
        "cards": cards[1:],
        "count": root.answer_count,
        "first_url": addresses.of_id("post", root.pk) if page.earlier else "",
        "later_url": f"?begin={page.later}" if page.later else "",
        "may_answer": (root.tribe_id is None or bool(own_tribe)) and answered is not None,
        "member": bool(own_tribe),
        "answered": answered,
        "answered_opening": opening(answered.text) if answered else "",
        "faces": [face(author) for author in {post.author_id: post.author for post in shown}.values()][:FACES],
        "answered_name": answered.author.display_name if answered and answered.pk != root.pk else "",
        "form": form or AnswerForm(),
        "reach": selectors.reach_of(root, me) if root.deleted_at is None else None,
        "not_for_me": not_for_me_count(root.pk, me) if root.author_id == me.pk else 0,
        "own_answers": [_own_answer(dealer, post) for post in own if post.message.reach.audience],
    }
    return render(request, "talk/thread.html", context, status=422 if form is not None else 200)


def _own_answer(dealer: Dealer, post: Post) -> dict[str, str]:
    """One line for the writer: when they answered, and whom it reached."""
    reach = post.message.reach
    said = getattr(post.message, "not_for_me", None)
    reached = ngettext("reached %(reached)s of %(n)s person", "reached %(reached)s of %(n)s people", reach.audience) % {
        "reached": reach.reached,
        "n": reach.audience,
    }
    if said is not None and said.count:
        declined = ngettext("%(n)s said it is not for them", "%(n)s said it is not for them", said.count)
        reached = f"{reached}; {declined % {'n': said.count}}"
    return {"url": f"#post-{post.pk}", "when": dealer.when(post.said_at), "reached": reached}
