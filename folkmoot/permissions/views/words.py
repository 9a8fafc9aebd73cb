"""Permission in words: terms, what was used, and history, as sentences that a person reads."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.permissions import rules
from folkmoot.permissions.models import PermissionVersion, Topic
from folkmoot.permissions.rules import ALL_TOPICS, Per, Scope, Terms

Why = PermissionVersion.Why


def scope_name(scope: Scope) -> str:
    """What a scope lets its holder send, as the head of a line."""
    return {
        Scope.POSTS: _("Posts"),
        Scope.DIALOGUE: _("Replies and mentions"),
        Scope.LETTERS: _("Private letters"),
        Scope.ASKS: _("Favors asked by name"),
        Scope.URGENT: _("Urgent asks"),
    }[scope]


def scope_help(scope: Scope) -> str:
    """The same in one sentence, for whoever decides whether to give it."""
    return {
        Scope.POSTS: _("What they say appears on your home page."),
        Scope.DIALOGUE: _("They can answer you and mention you."),
        Scope.LETTERS: _("They can write to you alone."),
        Scope.ASKS: _("They can ask you for help by name."),
        Scope.URGENT: _("In an emergency, which a leader vouches for with a reason, an ask may reach you."),
    }[scope]


def topics_words(mask: int, topics: Sequence[Topic]) -> str:
    """'on garden and tools', 'on every topic but kitchen'; empty for everything. ``topics``: all the holder's."""
    if mask == ALL_TOPICS:
        return ""
    chosen = [topic.name for topic in topics if mask >> topic.slot & 1]
    if rules.takes_later_topics(mask, [topic.slot for topic in topics]):
        left_out = [topic.name for topic in topics if not mask >> topic.slot & 1 and topic.retired_at is None]
        if not left_out:
            return _("on any topic, but nothing without one")
        return _("on every topic but %(topics)s") % {"topics": get_text_list(left_out, _("and"))}
    if not chosen:
        return _("on no topic they have")
    return _("on %(topics)s") % {"topics": get_text_list(chosen, _("and"))}


def budget_words(terms: Terms) -> str:
    """'at most 3 in any week'; empty without a budget."""
    if terms.at_most is None:
        return ""
    sentence = {
        Per.DAY: _("at most %(n)d in any day"),
        Per.WEEK: _("at most %(n)d in any week"),
        Per.MONTH: _("at most %(n)d in any month"),
    }[terms.per]
    return sentence % {"n": terms.at_most}


def stretch_words(per: Per) -> str:
    """The stretch of time that a budget counts over and that ends now."""
    return {
        Per.DAY: _("in the last 24 hours"),
        Per.WEEK: _("in the last 7 days"),
        Per.MONTH: _("in the last 31 days"),
    }[per]


def day_words(day: date, today: date) -> str:
    """'1 March', with the year where it is another one."""
    return date_format(day, "j F" if day.year == today.year else "j F Y")


def last_day(until: datetime) -> date:
    """The last day that lies before an end, where the reader is."""
    return timezone.localtime(until - timedelta(microseconds=1)).date()


def end_words(until: datetime, now: datetime) -> str:
    """'until 1 March', or 'ended on 1 March'."""
    day = day_words(last_day(until), timezone.localtime(now).date())
    return (_("ended on %(day)s") if until <= now else _("until %(day)s")) % {"day": day}


def terms_words(scope: Scope, terms: Terms, topics: Sequence[Topic], now: datetime) -> str:
    """All of it: 'posts on garden and tools, at most 3 in any week, until 1 March, may send an e-mail'."""
    head = scope_name(scope)
    about = topics_words(terms.topics, topics)
    parts = [f"{head} {about}" if about else head]
    parts.append(budget_words(terms))
    if terms.until is not None:
        parts.append(end_words(terms.until, now))
    if terms.interrupt:
        parts.append(_("may send an e-mail"))
    if len([part for part in parts if part]) == 1 and not about:
        parts.append(_("on everything, without limit"))
    return ", ".join(part for part in parts if part)


def used_words(used: int, terms: Terms) -> str:
    """'2 of 3 used in the last 7 days'; empty without a budget."""
    if terms.at_most is None:
        return ""
    return _("%(used)d of %(at_most)d used %(stretch)s") % {
        "used": used,
        "at_most": terms.at_most,
        "stretch": stretch_words(terms.per),
    }


def brought_words(brought: int) -> str:
    """What a permission brought in 31 days."""
    if not brought:
        return _("Brought you nothing in 31 days.")
    return ngettext("Brought you %(n)d message in 31 days.", "Brought you %(n)d messages in 31 days.", brought) % {
        "n": brought
    }


def history_words(why: str) -> str:
    """What a version of a permission came from. Only its giver changes it, so it is always 'you'."""
    return {
        Why.GIVEN: _("You gave it"),
        Why.CHANGED: _("You changed it"),
        Why.REVOKED: _("You revoked it"),
        Why.UNDONE: _("You took your last change back"),
        Why.WIDENED: _("You said yes when they asked for more"),
        Why.LEFT: _("Your place in the tribe ended, and this with it"),
    }[Why(why)]
