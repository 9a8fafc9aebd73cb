"""The demo's script: what must hold for every seed, and that its words are worth reading."""

import re
from collections import Counter
from datetime import date, timedelta

import pytest

from folkmoot.demo.cast import CAST
from folkmoot.demo.clock import DAY, LENGTH
from folkmoot.demo.script import Script, write_script
from folkmoot.demo.words import threads
from folkmoot.demo.words.page import read, unwrapped
from folkmoot.demo.words.tribe import CHARTER, IDEA, TOPICS
from folkmoot.people.rules import problem_with_name
from folkmoot.talk.rules import checked_text
from folkmoot.tribes.rules import IDEA_MAX, slug_from

# A start in each season, so that no month and no weekday is the one the words were tried with.
STARTS = (date(2025, 3, 3), date(2024, 6, 29), date(2025, 9, 17), date(2023, 12, 31))
SCRIPTS = [(seed, STARTS[seed % len(STARTS)]) for seed in range(1, 21)] + [(7, start) for start in STARTS]


@pytest.fixture(scope="module", params=SCRIPTS, ids=lambda param: f"seed {param[0]} from {param[1]}")
def script(request: pytest.FixtureRequest) -> Script:
    return write_script(*request.param)


def first_posts(script: Script) -> dict[str, str]:
    """The key of everybody's first post."""
    found: dict[str, str] = {}
    for post in script.posts:
        found.setdefault(post.author, post.key)
    return found


def answered(script: Script) -> set[str]:
    """The keys of posts that somebody other than their author answered."""
    authors = {post.key: post.author for post in script.posts}
    return {post.reply_to for post in script.posts if post.reply_to and post.author != authors[post.reply_to]}


def test_the_same_seed_writes_the_same_script():
    assert write_script(7) == write_script(7)


def test_another_seed_changes_the_schedule_and_not_the_words():
    one, other = write_script(7), write_script(8)
    assert [post.minute for post in one.posts] != [post.minute for post in other.posts]
    assert one.terms != other.terms
    assert one.not_for_me != other.not_for_me
    known = {line.text for thread in threads() for line in thread.lines}
    assert {post.text for post in one.posts} | {post.text for post in other.posts} <= known


def test_there_are_forty_people_with_handles_the_server_accepts(script: Script):
    assert len(script.people) == 40
    assert len({person.name for person in script.people}) == 40
    assert [problem_with_name(person.name) for person in script.people] == [None] * 40
    assert all(person.about and person.can_help_with for person in script.people)
    assert all(person.topics and set(person.topics) <= set(script.topics) for person in script.people)


def test_three_lead_and_mara_was_first(script: Script):
    assert {person.name for person in script.people if person.leader} == {"mara", "des", "ilse"}
    assert script.people[0].name == "mara"
    assert script.people[0].joined_minute == 0


def test_one_left_and_one_was_removed(script: Script):
    assert [person.name for person in script.people if person.left_minute is not None] == ["tilda"]
    assert [person.name for person in script.people if person.removed_minute is not None] == ["rex"]


def test_the_tribe_says_what_it_is_about(script: Script):
    assert script.slug == slug_from(script.slug)
    assert len(IDEA) <= IDEA_MAX
    assert 180 <= len(CHARTER.split()) <= 330
    assert 6 <= len(TOPICS) <= 8


def test_everything_happens_in_order_within_the_year(script: Script):
    for events in (script.posts, script.follows, script.terms, script.not_for_me):
        minutes = [event.minute for event in events]
        assert minutes == sorted(minutes)
        assert all(0 <= minute < LENGTH for minute in minutes)
    joined = [person.joined_minute for person in script.people]
    assert joined == sorted(joined)


def test_a_reply_is_later_than_what_it_answers(script: Script):
    minutes = {post.key: post.minute for post in script.posts}
    assert len(minutes) == len(script.posts)
    for post in script.posts:
        if post.reply_to:
            assert minutes[post.reply_to] < post.minute, post.key


def test_people_write_only_while_they_are_here(script: Script):
    people = {person.name: person for person in script.people}
    for post in script.posts:
        assert people[post.author].is_here(post.minute), post.key


def test_there_is_a_year_of_talk(script: Script):
    tops = [post for post in script.posts if post.reply_to is None]
    assert len(tops) >= 170
    assert len(script.posts) >= 900
    months = Counter(post.minute // (30 * DAY) for post in script.posts)
    assert min(months[month] for month in range(12)) >= 40


def test_everybody_wrote_something(script: Script):
    assert {post.author for post in script.posts} == {person.name for person in script.people}


def test_of_the_story_nothing_is_left_out(script: Script):
    kept = Counter(post.key.partition(".")[0] for post in script.posts)
    for thread in threads():
        if not thread.is_seasonal:
            assert kept[thread.key] == len(thread.lines), thread.key


def test_topics_are_the_tribes(script: Script):
    assert {post.topic for post in script.posts} <= {*script.topics, None}


def test_every_first_post_was_answered_but_the_two_latest(script: Script):
    newest = [person.name for person in script.people[-2:]]
    waiting = {author for author, key in first_posts(script).items() if key not in answered(script)}
    assert waiting == set(newest)
    assert all(
        post.reply_to is None for post in script.posts if post.key in {first_posts(script)[name] for name in newest}
    )


def test_newcomers_begin_with_a_thread_of_their_own(script: Script):
    firsts = first_posts(script)
    for part in CAST:
        if part.arrives_with:
            assert firsts[part.name] == part.arrives_with


def test_mentions_speak_to_people_who_are_here(script: Script):
    people = {person.name: person for person in script.people}
    assert sum(bool(post.mentions) for post in script.posts) >= 25
    for post in script.posts:
        for name in post.mentions:
            assert name in people, (post.key, name)
            assert people[name].is_here(post.minute), (post.key, name)


def test_most_of_what_is_said_is_answered(script: Script):
    tops = [post.key for post in script.posts if post.reply_to is None]
    assert len(set(tops) & answered(script)) >= len(tops) * 2 / 3


def test_nobody_follows_themselves_or_somebody_who_is_not_here(script: Script):
    people = {person.name: person for person in script.people}
    pairs = [(follow.giver, follow.holder) for follow in script.follows]
    assert len(pairs) == len(set(pairs)) > 60
    for follow in script.follows:
        assert follow.giver != follow.holder
        assert people[follow.giver].is_here(follow.minute)
        assert people[follow.holder].is_here(follow.minute)


def test_five_people_narrow_what_reaches_them(script: Script):
    people = {person.name: person for person in script.people}
    assert len({term.giver for term in script.terms}) == len(script.terms) == 5
    for term in script.terms:
        assert term.topics is not None or term.at_most is not None
        assert set(term.topics or ()) <= set(script.topics)
        assert term.per in ("day", "week", "month")
        assert people[term.giver].is_here(term.minute)


def test_not_for_me_is_said_of_a_post_that_came_and_was_not_answered_by_the_giver(script: Script):
    posts = {post.key: post for post in script.posts}
    people = {person.name: person for person in script.people}
    talked = {(post.author, post.key.partition(".")[0]) for post in script.posts}
    assert len({(tap.giver, tap.post_key) for tap in script.not_for_me}) == len(script.not_for_me) > 5
    for tap in script.not_for_me:
        assert (tap.giver, tap.post_key) not in talked
        assert posts[tap.post_key].minute < tap.minute
        assert people[tap.giver].is_here(posts[tap.post_key].minute)


def test_what_was_written_for_a_weekday_falls_on_it():
    for start in STARTS:
        minutes = {post.key: post.minute for post in write_script(7, start).posts}
        for thread in threads():
            if thread.weekday is not None and thread.key in minutes:
                said_on = start + timedelta(days=minutes[thread.key] // DAY)
                assert said_on.weekday() == thread.weekday, (start, thread.key)


def test_what_belongs_to_a_season_is_said_within_it():
    for start in STARTS:
        minutes = {post.key: post.minute for post in write_script(7, start).posts}
        for thread in threads():
            if thread.date is not None and thread.key in minutes:
                said_on = start + timedelta(days=minutes[thread.key] // DAY)
                days = (said_on - date(said_on.year, *thread.date)).days
                assert min(abs(days), 365 - abs(days)) <= 12, (start, thread.key, said_on)


def test_people_sleep(script: Script):
    hours = Counter(post.minute % DAY // 60 for post in script.posts if post.author not in ("bo", "ines", "gus"))
    assert sum(hours[hour] for hour in range(5)) == 0


# --- the words ----------------------------------------------------------------------------------------
def test_every_text_can_be_said_and_none_is_said_twice():
    texts = [line.text for thread in threads() for line in thread.lines]
    assert len(texts) == len(set(texts))
    assert [text for text in texts if checked_text(text) != text] == []


def test_texts_do_not_begin_alike():
    starts = Counter(" ".join(line.text.lower().split()[:4]) for thread in threads() for line in thread.lines)
    assert [start for start, times in starts.items() if times > 3 and len(start.split()) == 4] == []


def test_the_words_are_many_and_various():
    said = " ".join(line.text.lower() for thread in threads() for line in thread.lines)
    words = re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", said)
    pages = [words[at : at + 1000] for at in range(0, len(words) - 999, 1000)]
    assert len(words) > 18_000
    assert min(len(set(page)) / len(page) for page in pages) > 0.4


def test_no_phrase_is_used_over_and_over():
    seen: Counter[tuple[str, ...]] = Counter()
    for thread in threads():
        for line in thread.lines:
            words = line.text.lower().split()
            seen.update({tuple(words[at : at + 6]) for at in range(len(words) - 5)})
    assert [(" ".join(phrase), times) for phrase, times in seen.items() if times > 2] == []


def test_links_go_to_example_addresses_alone():
    texts = " ".join(line.text for thread in threads() for line in thread.lines)
    hosts = re.findall(r"https?://([^/\s)]+)", texts) + re.findall(r"\w@([\w.-]+\.\w+)", texts)
    assert {host for host in hosts if host != "example.org" and not host.endswith(".example.org")} == set()


# --- how they are set down ----------------------------------------------------------------------------
def test_a_page_reads_like_a_play():
    (thread,) = read("""
== pump | day 18 thu 19:40 | - | sam
It
hums.

-- walter +2d
Which one?

-- sam ^
Two.

-- des > sam
Bring it.
""")
    assert (thread.day, thread.weekday, thread.clock, thread.topic) == (18, 3, 1180, None)
    assert [(line.author, line.parent, line.wait) for line in thread.lines] == [
        ("sam", None, None),
        ("walter", 0, 2880),
        ("sam", 1, None),
        ("des", 2, None),
    ]
    assert thread.lines[0].text == "It hums."


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ("== a | day 1 | sam\nx", "a thread's heading is"),
        ("== a | soon | - | sam\nx", "a: 'soon' is no time"),
        ("== a | thu | - | sam\nx", "a: a thread has either a day of the script or a date of the year"),
        ("== a | day 1 | - | sam\nx\n\n-- des > mara\ny", "a: mara has said nothing yet that des could answer"),
        ("== a | day 1 | - | sam\nx\n\n-- des later\ny", "a: 'later' after des makes no sense"),
    ],
)
def test_a_page_that_makes_no_sense_is_refused(page: str, says: str):
    with pytest.raises(ValueError, match=re.escape(says)):
        read(page)


def test_paragraphs_are_joined_and_lists_are_kept():
    assert unwrapped("one\ntwo\n\n- a\n  b\n- c\n") == "one two\n\n- a b\n- c"
