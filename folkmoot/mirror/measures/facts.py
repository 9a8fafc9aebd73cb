"""What is counted, as Ibis expressions: small tables that are the same on every engine.

Everything the report says is worked out from these few rows, by plain Python, in the rooms beside this one.
"""

from collections.abc import Callable, Mapping, Sequence

import ibis
import ibis.expr.types as ir

from folkmoot.mirror.measures.engines import Archive

Which = Callable[[ir.Table], ir.BooleanValue]


def _is(purpose: str) -> Which:
    return lambda posts: posts.purpose == purpose


def _answers_somebody(posts: ir.Table) -> ir.BooleanValue:
    return posts.reply_to.notnull() & (posts.reply_to != posts.author)


def _talks(posts: ir.Table) -> ir.BooleanValue:
    """Carries on or invites a conversation; an answer to somebody does, unless it gives, offers or asks."""
    return (posts.purpose == "talk") | (
        posts.purpose.isin(("say", "none", "not_judged")) & _answers_somebody(posts).fill_null(False)
    )


def _of_asks(**wanted: str) -> Which:
    def which(posts: ir.Table) -> ir.BooleanValue:
        found = posts.purpose == "ask"
        for column, value in wanted.items():
            found = found & (posts[column] == value).fill_null(False)
        return found

    return which


# Each number of the report opens the posts for which one of these holds.
KINDS: Mapping[str, Which] = {
    "post": lambda posts: posts.key.notnull(),
    "give": _is("give"),
    "talk": _talks,
    "offer": _is("offer"),
    "ask": _is("ask"),
    "say": lambda posts: posts.purpose.isin(("say", "none")) & ~_answers_somebody(posts).fill_null(False),
    "not_judged": _is("not_judged"),
    "reply": lambda posts: _answers_somebody(posts).fill_null(False),
    "poll": lambda posts: posts.poll.fill_null(False),
    "ask_self": _of_asks(gains="self"),
    "ask_other": _of_asks(gains="other"),
    "ask_all": _of_asks(gains="all"),
    "ask_person": _of_asks(reach="person"),
    "ask_crowd": _of_asks(reach="crowd"),
    "mass_ask": _of_asks(gains="self", reach="crowd"),
}


def posts_by(archive: Archive, unit: str) -> ir.Table:
    """One row per 'D'ay, 'W'eek, 'M'onth or 'Y'ear with posts, and how many of each kind. (at, n_KIND)"""
    own = archive.own
    counted = {f"n_{kind}": which(own).cast("int64").sum() for kind, which in KINDS.items()}
    return own.group_by(at=own["at"].truncate(unit)).aggregate(**counted).order_by("at")


def acts_by(archive: Archive, unit: str) -> ir.Table:
    """One row per period: how often the owner passed on, thanked, liked, answered. (at, n_repost, ...)"""
    done = archive.by_me
    kinds = ("repost", "thank", "like", "reply", "message")
    counted = {f"n_{kind}": (done.kind == kind).cast("int64").sum() for kind in kinds}
    return done.group_by(at=done["at"].truncate(unit)).aggregate(**counted).order_by("at")


def partners(archive: Archive) -> ir.Table:
    """One row per other person: what the owner did to them, and they to the owner.

    (whom, replies, talks, days, months, messages, reposts, thanks, likes, followed, answers, heard, follows_me)
    days and months: on how many different ones the owner talked with them (replies, mentions, messages);
    heard: answers that were no private messages.
    """
    done, got = archive.by_me, archive.to_me
    done = done.filter(done.whom.notnull())
    talk = done.kind.isin(("reply", "mention", "message"))
    mine = done.group_by("whom").aggregate(
        replies=(done.kind == "reply").cast("int64").sum(),
        talks=talk.cast("int64").sum(),
        days=done["at"].truncate("D").nunique(where=talk),
        months=done["at"].truncate("M").nunique(where=talk),
        messages=(done.kind == "message").cast("int64").sum(),
        reposts=(done.kind == "repost").cast("int64").sum(),
        thanks=(done.kind == "thank").cast("int64").sum(),
        likes=(done.kind == "like").cast("int64").sum(),
        followed=(done.kind == "follow").cast("int64").max(),
    )
    theirs = got.group_by(them=got.who).aggregate(
        answers=got.kind.isin(("reply", "mention", "message")).cast("int64").sum(),
        heard=got.kind.isin(("reply", "mention")).cast("int64").sum(),
        follows_me=(got.kind == "follow").cast("int64").max(),
    )
    both = mine.outer_join(theirs, mine.whom == theirs.them)
    counts = [name for name in (*mine.columns, *theirs.columns) if name not in ("whom", "them")]
    return both.select(
        whom=ibis.coalesce(both.whom, both.them),
        **{name: both[name].fill_null(0) for name in counts},
    ).order_by("whom")


# Networks whose archives say what one passed on. Where none does, that there is none of it says nothing of the owner.
TELL_WHAT_WAS_PASSED_ON = frozenset({"bluesky", "facebook", "mastodon", "x"})


def networks(archive: Archive) -> ir.Table:
    """Where the owner posted. (network)"""
    return archive.own.select("network").distinct()


TOGETHER_AT_MOST = 10  # people in one post; a post that names more is an announcement, not a talk among them


def ties(archive: Archive, among: Sequence[str]) -> ir.Table:
    """Pairs of these people who dealt with one another, or whom one post of the owner brought together. (a, b)"""
    acts = archive.acts
    between = acts.filter(acts.kind.isin(("reply", "mention", "thank", "message", "repost")))
    between = between.filter(between.who.isin(among) & between.whom.isin(among) & (between.who != between.whom))
    direct = between.select(a=ibis.least(between.who, between.whom), b=ibis.greatest(between.who, between.whom))
    done = archive.by_me
    named = done.filter(done.post.notnull() & done.whom.notnull()).select("post", "whom").distinct()
    few = named.group_by("post").aggregate(people=named.count())
    few = few.filter((few.people > 1) & (few.people <= TOGETHER_AT_MOST))
    named = named.filter(named.whom.isin(among)).semi_join(few, "post")
    other = named.view()
    pairs = named.join(other, (named.post == other.post) & (named.whom < other.whom)).select(a=named.whom, b=other.whom)
    return direct.union(pairs, distinct=True)


RECEIVED_KINDS = ("give", "talk", "offer", "ask", "say", "mass_ask")


def received(archive: Archive) -> ir.Table:
    """What came back to posts of each kind, where the archive has it; one row. (posts_KIND, median_KIND, mean_KIND)

    Of likes, times passed on, and answers, together.
    """
    own = archive.own
    known = own.filter(own.likes.notnull() | own.reposts.notnull() | own.answers.notnull())
    back = ibis.coalesce(known.likes, 0) + ibis.coalesce(known.reposts, 0) + ibis.coalesce(known.answers, 0)
    known = known.mutate(back=back, **{f"is_{kind}": KINDS[kind](known) for kind in RECEIVED_KINDS})
    counted = {}
    for kind in RECEIVED_KINDS:
        which = known[f"is_{kind}"]
        counted[f"posts_{kind}"] = which.cast("int64").sum().fill_null(0)
        counted[f"median_{kind}"] = (
            which.ifelse(known.back, ibis.null("int64")).median().cast("float64")
        )  # Spark has no FILTER here
        counted[f"mean_{kind}"] = known.back.mean(where=which)
    return known.aggregate(**counted)


def new_followers_by_day(archive: Archive) -> ir.Table:
    """How many of the present followers came on each day, where the archive has dates. (at, n)"""
    got = archive.to_me
    came = got.filter((got.kind == "follow") & got["at"].notnull())
    return came.group_by(at=came["at"].truncate("D")).aggregate(n=came.count()).order_by("at")
