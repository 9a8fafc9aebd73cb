"""What may be handed in, and how long anything of it is there."""

from datetime import UTC, datetime, timedelta

import pytest

from folkmoot.mirror.pages import rules
from folkmoot.mirror.pages.folders import NAME_MAX, safe_name
from folkmoot.mirror.pages.progress import Progress
from folkmoot.mirror.pages.rules import MIB, MirrorRefused

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_more_than_the_server_takes_is_refused_with_413_and_both_sizes():
    rules.refuse_size(1024 * MIB, 1024 * MIB)
    with pytest.raises(MirrorRefused, match=r"1,025 MB.* 1,024 MB") as no:
        rules.refuse_size(1025 * MIB, 1024 * MIB)
    assert no.value.status == 413


def test_a_disk_that_would_be_too_full_to_work_is_507():
    rules.refuse_full_disk(100 * MIB, 200 * MIB + rules.ROOM_LEFT)
    with pytest.raises(MirrorRefused, match="room") as no:
        rules.refuse_full_disk(100 * MIB, 200 * MIB + rules.ROOM_LEFT - 1)
    assert no.value.status == 507


@pytest.mark.parametrize(
    ("sizes", "told"),
    [
        ([], "Choose the archive"),
        ([1] * 21, "21 files are more than 20"),
        ([0], "The file is empty"),
        ([1, 0, 0], "2 of the 3 files are empty"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(sizes, told):
    with pytest.raises(MirrorRefused, match=told) as no:
        rules.refuse_files(sizes)
    assert no.value.status == 422


def test_a_look_is_over_an_hour_after_it_is_ready_and_a_kept_one_never():
    ready = NOW - HOUR
    assert rules.is_over("ready", ready, ready, None, NOW)
    assert not rules.is_over("ready", ready, ready + timedelta(seconds=1), None, NOW)
    assert not rules.is_over("ready", ready, ready, NOW, NOW + timedelta(days=900))


def test_a_look_that_nobody_reads_is_given_up_in_the_end():
    assert not rules.is_over("waiting", NOW - HOUR, None, None, NOW)
    assert rules.is_over("waiting", NOW - rules.WAITS_AT_MOST, None, None, NOW)


def test_the_hour_is_told_only_where_there_is_one():
    assert rules.ends_at(NOW, None) == NOW + HOUR
    assert rules.ends_at(None, None) is None
    assert rules.ends_at(NOW, NOW) is None


def test_whoever_gives_no_sign_of_life_for_20_seconds_is_gone():
    assert not rules.is_silent(NOW - timedelta(seconds=20), NOW)
    assert rules.is_silent(NOW - timedelta(seconds=21), NOW)
    assert rules.is_silent(None, NOW)


@pytest.mark.parametrize(
    ("size", "said"), [(0, "0"), (1, "0.0"), (MIB // 2, "0.5"), (12 * MIB, "12"), (2048 * MIB, "2,048")]
)
def test_sizes_are_told_so_that_they_can_be_compared(size, said):
    assert rules.megabytes(size) == said


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("archive.zip", "archive.zip"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ann\\my archive.zip", "my_archive.zip"),
        ("a\nb\x00c\u202e.zip", "a_b_c_.zip"),
        ("...", "archive"),
        ("", "archive"),
        ("Übersicht.zip", "Übersicht.zip"),
    ],
)
def test_a_files_name_stays_a_name(name, safe):
    assert safe_name(name) == safe


def test_a_long_name_keeps_its_ending():
    assert safe_name("x" * 300 + ".zip") == "x" * (NAME_MAX - 4) + ".zip"


def test_the_time_left_is_told_once_there_is_a_rate():
    assert Progress("reading", 0, 100, 0.1).rate == 0
    assert Progress("reading", 10, 100, 1).left is None
    assert Progress("reading", 25, 100, 5).left == 15
    assert Progress("counting", 100, 100, 5).left is None
