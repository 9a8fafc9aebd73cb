"""The demo's favors as they are written: what must hold for every seed and every day, and that they read well."""

import re
from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from folkmoot.demo.clock import DAY, LENGTH, PARTS
from folkmoot.demo.favors_script import Deed, FavorScript, write_favors
from folkmoot.demo.script import write_script
from folkmoot.demo.words import threads
from folkmoot.demo.words.favors import matters
from folkmoot.demo.words.favors_page import read
from folkmoot.demo.words.favors_terms import CONTRACTS, PERMITS
from folkmoot.favors.rules.contract import NOTICE
from folkmoot.favors.rules.sizes import PLACE_MAX, REASON_MAX, checked_line
from tests.demo.test_script import SCRIPTS

Seeded = tuple[int, date]


@pytest.fixture(scope="module", params=SCRIPTS, ids=lambda param: f"seed {param[0]} from {param[1]}")
def seeded(request: pytest.FixtureRequest) -> Seeded:
    seed, start = request.param
    return seed, start


@pytest.fixture(scope="module")
def script(seeded: Seeded) -> FavorScript:
    return write_favors(*seeded)


def test_the_same_seed_writes_the_same_favors():
    assert write_favors(7) == write_favors(7)


def test_another_seed_changes_the_schedule_and_not_the_words():
    one, other = write_favors(7), write_favors(8)
    assert [deed.minute for deed in one.deeds] != [deed.minute for deed in other.deeds]
    assert {deed.words for deed in one.deeds} == {deed.words for deed in other.deeds}


def test_people_act_only_while_they_are_here(script: FavorScript, seeded: Seeded):
    people = {person.name: person for person in write_script(*seeded).people}
    for deed in script.deeds:
        for name in (deed.who, *([deed.whom] if deed.whom else []), *deed.people):
            assert people[name].is_here(deed.minute), (deed, name)
    for minute, permit in script.permits:
        assert people[permit.who].is_here(minute), permit
    for minute, contract in script.contracts:
        assert people[contract.who].is_here(minute), contract


def test_whoever_is_asked_by_name_permits_it(script: FavorScript):
    since = {permit.who: minute for minute, permit in script.permits if permit.asks}
    named = [(deed, name) for deed in script.deeds if deed.verb == "names" for name in deed.people]
    assert len(named) > 20
    assert [(deed.matter, name) for deed, name in named if since.get(name, LENGTH) > deed.minute] == []
    promised = {(deed.matter, deed.who): deed.minute for deed in script.deeds if deed.verb == "helps"}
    assert [deed for deed, name in named if promised.get((deed.matter, name), LENGTH) < deed.minute] == []


def test_nobody_promises_more_than_was_asked_for(script: FavorScript):
    left: dict[str, float] = {}
    size: dict[str, int] = {}
    promised: dict[tuple[str, str], int] = {}
    for deed in script.deeds:
        if deed.verb == "asks":
            size[deed.matter] = deed.minutes or 0
            left[deed.matter] = float("inf") if deed.needed is None else deed.needed * size[deed.matter]
        elif deed.verb == "helps":
            minutes = int(min(deed.minutes or size[deed.matter], left[deed.matter]))
            assert minutes > 0, deed
            assert deed.minutes is None or deed.minutes <= left[deed.matter], deed
            promised[deed.matter, deed.who] = minutes
            left[deed.matter] -= minutes
        elif deed.verb == "drops" and deed.matter in left:
            left[deed.matter] += promised[deed.matter, deed.whom or ""]


def test_what_is_done_was_promised_and_what_is_thanked_was_done(script: FavorScript):
    steps = {"helps": 0, "takes": 0, "done": 1, "disputes": 2, "thanks": 3, "drops": 3}
    taken: dict[tuple[str, str | None], list[Deed]] = {}
    for deed in script.deeds:
        if deed.verb in steps:
            taken.setdefault((deed.matter, deed.whom), []).append(deed)
    for deeds in taken.values():
        order = [steps[deed.verb] for deed in deeds]
        assert order[0] == 0, deeds
        assert order == sorted(order), deeds
        agreed = deeds[0].at
        done = [deed.minute for deed in deeds if deed.verb == "done"]
        assert agreed is None or not done or done[0] >= agreed, deeds


def test_nothing_of_the_story_is_left_out(script: FavorScript):
    told = Counter(deed.matter for deed in script.deeds if deed.verb not in ("done", "thanks", "stands"))
    for matter in matters():
        written = 1 + sum(move.verb != "thanks" for move in matter.moves)
        assert told[matter.key] == written, matter.key
    assert all(0 <= deed.minute < LENGTH for deed in script.deeds)


def test_people_do_favors_while_they_are_awake(script: FavorScript):
    by_the_clock = {matter.key for matter in matters() if matter.when.clock is not None}
    for deed in script.deeds:
        heading = deed.verb in ("asks", "offers", "thanks for it")
        if deed.verb != "stands" and not (heading and deed.matter in by_the_clock):
            start, end = PARTS[deed.who].hours
            assert start * 60 <= deed.minute % DAY < end * 60, deed


def test_contracts_are_announced_early_enough_to_hold():
    days = [contract.day for contract in CONTRACTS]
    assert all(later - earlier > NOTICE.days for earlier, later in pairwise(days))
    assert days[-1] + NOTICE.days < LENGTH // DAY


def test_about_half_of_the_people_may_be_asked():
    assert len({permit.who for permit in PERMITS}) == len(PERMITS)
    assert 16 <= sum(permit.asks for permit in PERMITS) <= 26
    assert 16 <= sum(permit.urgent for permit in PERMITS) <= 28
    assert any(permit.suggest_me for permit in PERMITS)


# --- the words ----------------------------------------------------------------------------------------
def texts() -> list[str]:
    found = []
    for matter in matters():
        found += [matter.what, *([matter.words] if matter.words else [])]
        found += [move.text for move in matter.moves if move.text]
    return found


def test_every_line_can_be_said():
    for matter in matters():
        assert checked_line(matter.what) == matter.what, matter.key
        assert len(matter.place) <= PLACE_MAX
        assert all(len(move.text) <= REASON_MAX for move in matter.moves)


def test_nothing_is_said_twice_not_even_on_the_floor():
    said = texts()
    assert [text for text, times in Counter(said).items() if times > 1] == []
    floor = {line.text for thread in threads() for line in thread.lines}
    assert set(said) & floor == set()


def test_lines_do_not_begin_alike():
    starts = Counter(" ".join(text.lower().split()[:4]) for text in texts())
    assert [start for start, times in starts.items() if times > 2 and len(start.split()) == 4] == []


def test_links_go_to_example_addresses_alone():
    hosts = re.findall(r"https?://([^/\s)]+)", " ".join(texts()))
    assert {host for host in hosts if host != "example.org" and not host.endswith(".example.org")} == set()


# --- how they are set down ----------------------------------------------------------------------------
def test_a_page_of_favors_reads_like_a_play():
    (matter,) = read("""
== wheel | day 34 10:50 | omar asks 30 x2 at +3d 10:00 for +20d remote | neighbors @ Cooper's Steps
| A wheel
for a stroller

It rolled
down.

-- des helps +40m +5h +2h 20 gift
I've a drawer.

-- omar says +1h of des
Thank you.
""")
    assert (matter.key, matter.who, matter.kind, matter.topic) == ("wheel", "omar", "asks", "neighbors")
    assert (matter.place, matter.what, matter.words) == ("Cooper's Steps", "A wheel for a stroller", "It rolled down.")
    marks = matter.marks
    assert (marks.minutes, marks.needed, marks.stands, marks.flags) == (30, 2, 20 * DAY, {"remote"})
    assert marks.at is not None
    assert (marks.at.days, marks.at.weekday, marks.at.clock) == (3, None, 600)
    helps, says = matter.moves
    assert (helps.who, helps.verb, helps.marks.waits, helps.marks.minutes) == ("des", "helps", (40, 300, 120), 20)
    assert (says.marks.of, says.text) == ("des", "Thank you.")


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ("== a | day 1 | sam asks 5 | -", "a heading is"),
        ("== a | day 1 | sam begs 5 | - | x", "a: one asks, offers or thanks"),
        ("== a | soon | sam asks 5 | - | x", "a: 'soon' is no time"),
        ("== a | day 1 | sam asks 5 at noon | - | x", "a: 'at noon ' is no time"),
        ("== a | day 1 | sam asks 5 for ever | - | x", "a: 'ever' is no span of time"),
        ("== a | day 1 | sam asks 5 | - | x\n\n-- des dances +1h", "a: nobody 'dances'"),
    ],
)
def test_a_page_of_favors_that_makes_no_sense_is_refused(page: str, says: str):
    with pytest.raises(ValueError, match=re.escape(says)):
        read(page)
