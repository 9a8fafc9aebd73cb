"""The posts under a number are of that kind, the surest first, and none of them is somebody else's."""

import pytest

from folkmoot.mirror.measures.facts import KINDS
from folkmoot.mirror.report import evidence
from folkmoot.mirror.report.evidence import LISTED_AT_MOST, TELLING, cut, gather, veil_of


@pytest.fixture(scope="module")
def found(mirrors):
    each = {}
    for kind, mirror in mirrors.items():
        veil = veil_of(mirror, show_people=False)
        each[kind] = gather(mirror, veil, [partner.key for partner in mirror.measured.partners])
    return each


def keys_of(mirror, kind):
    own = mirror.archive.own
    return set(own.filter(KINDS[kind](own)).select("key").to_pyarrow()["key"].to_pylist())


@pytest.mark.parametrize("account", ["giver", "talker", "user", "mixed", "silent"])
def test_posts_under_a_number_are_of_its_kind_and_as_many_as_there_are(mirrors, found, account):
    for kind in ("give", "talk", "offer", "ask", "mass_ask", "ask_self", "ask_other", "ask_all", "say"):
        wanted = keys_of(mirrors[account], kind)
        shown = [post.key for post in found[account].of_kind[kind]]
        assert set(shown) <= wanted
        assert len(shown) == len(set(shown)) == min(TELLING, len(wanted)), kind


def test_the_surest_comes_first(found):
    for posts in found["mixed"].of_kind.values():
        sure = [post.sure for post in posts if post.sure is not None]
        assert not sure or sure[0] == max(sure)


def test_cells_of_asks_add_up(mirrors, found):
    for account, of in found.items():
        assert sum(of.cells.values()) == mirrors[account].measured.counts["ask"]


def test_the_list_is_newest_first_and_has_every_post_once(mirrors, found):
    for account, of in found.items():
        times = [post.at for post in of.listed]
        assert times == sorted(times, reverse=True)
        assert len({post.key for post in of.listed}) == len(of.listed) == mirrors[account].measured.posts


def test_posts_to_a_person_are_few_and_the_latest(mirrors, found):
    with_person = found["talker"].with_person
    assert with_person
    assert all(1 <= len(posts) <= evidence.OF_ONE for posts in with_person.values())
    for posts in with_person.values():
        assert [post.at for post in posts] == sorted((post.at for post in posts), reverse=True)


def test_posts_that_thank_are_those_of_thanks(mirrors, found):
    done = mirrors["giver"].archive.by_me
    thanks = done.filter(done.kind == "thank").select("post").distinct().to_pyarrow()["post"].to_pylist()
    shown = [post.key for post in found["giver"].thanks]
    assert shown and set(shown) <= set(thanks)
    assert len(shown) == min(TELLING, len(thanks))


def test_what_is_passed_on_is_counted_and_not_quoted(mirrors, found):
    passed = found["giver"].passed_on
    assert [n for _, n in passed] == sorted((n for _, n in passed), reverse=True)
    assert sum(n for _, n in passed) <= mirrors["giver"].measured.passed_on_per_100.count


def test_of_very_many_posts_the_newest_are_listed(mirror_of, monkeypatch):
    monkeypatch.setattr(evidence, "LISTED_AT_MOST", 5)
    mirror = mirror_of(*({"text": f"Post {n}", "date": f"2025-01-{n:02}"} for n in range(1, 20)))
    of = gather(mirror, veil_of(mirror, show_people=False), [])
    assert of.listed[0].pieces[0][0].startswith("Post")
    assert [post.day.day for post in of.listed if post.day] == [19, 18, 17, 16, 15]
    assert LISTED_AT_MOST == 10_000


@pytest.mark.parametrize(
    ("because", "marked"),
    [
        ("lend me", ["lend me"]),
        ("ladder · lend me", ["lend me", "ladder"]),
        ("lend me · lend me", ["lend me", "lend me"]),
        ("not in it", []),
        ("or", ["or"]),
        ("oul", []),
        ("lend me a · me a ladder", ["lend me a"]),
        ("@… · lend", ["lend"]),
        ("", []),
    ],
)
def test_words_are_marked_where_they_stand_and_never_twice(because, marked):
    text = "@… could you lend me a ladder, or lend me a rope?"
    pieces = evidence._pieces(text, because)
    assert "".join(words for words, _ in pieces) == text
    assert [words for words, told in pieces if told] == marked


@pytest.mark.parametrize(
    "url", [None, "", "javascript:alert(1)", "data:text/html,x", "//x.example", "https://x.example/ y", 'https://x"y']
)
def test_an_address_that_is_none_of_the_webs_is_no_link(url):
    assert evidence._safe(url) is None


def test_a_text_is_cut_at_a_word_and_its_marks_stay():
    pieces = (("Could you all ", False), ("please share", True), (" this with everybody whom you know", False))
    assert cut(pieces, 1000) == pieces
    assert cut(pieces, 34) == (*pieces[:2], (" this…", False))
    assert cut(pieces, 20) == (pieces[0], ("please…", True))
    assert "".join(words for words, _ in cut((("x" * 100, False),), 10)) == "x" * 10 + "…"
