"""From archives to tables: several at once, damaged ones beside whole ones, alone and with helpers."""

import json
from pathlib import Path

import pytest

from folkmoot.mirror import reading
from folkmoot.mirror.looking import Wish, look
from folkmoot.mirror.notes import MirrorError, NotAnArchive
from tests.mirror.golden import ARCHIVES
from tests.mirror.made import made

MASTODON = ARCHIVES / "mastodon"


def _looked(*paths, **wish):
    with look(Wish(list(paths), **wish)) as mirror:
        tables = {
            name: sorted(map(repr, getattr(mirror.archive, name).to_pyarrow().to_pylist()))
            for name in ("posts", "acts", "people")
        }
        return mirror.measured, tables, mirror.notes.all()


def test_the_same_archive_twice_is_the_same_picture():
    once, tables, _ = _looked(MASTODON)
    assert _looked(MASTODON, MASTODON)[:2] == (once, tables)


def test_two_accounts_of_one_person_are_one_picture(tmp_path):
    giver, talker = made(tmp_path / "a", "giver", 60), made(tmp_path / "b", "talker", 60)
    one, other, both = (_looked(*paths)[0] for paths in ([giver], [talker], [giver, talker]))
    assert both.posts == one.posts + other.posts
    assert both.counts == {kind: one.counts[kind] + other.counts[kind] for kind in both.counts}
    assert both.first == min(one.first, other.first)


def test_overlapping_archives_count_what_both_have_once(tmp_path):
    """Last year's archive and this year's: the older one lies within the newer one."""
    newer = made(tmp_path / "new", "talker", 80)
    outbox = json.loads((newer / "outbox.json").read_text())
    older = tmp_path / "old"
    older.mkdir()
    outbox["orderedItems"] = outbox["orderedItems"][:40]
    (older / "outbox.json").write_text(json.dumps(outbox))
    (older / "actor.json").write_bytes((newer / "actor.json").read_bytes())
    assert _looked(older, newer)[0] == _looked(newer, older)[0] == _looked(newer)[0]


def test_a_damaged_archive_beside_a_whole_one_is_told_of(tmp_path):
    bad = tmp_path / "holiday.zip"
    bad.write_bytes(b"")
    whole, tables, _ = _looked(MASTODON)
    found, with_bad, notes = _looked(bad, MASTODON)
    assert (found, with_bad) == (whole, tables)
    assert [note for note in notes if "holiday.zip" in note]


def test_a_damaged_archive_alone_is_one_sentence(tmp_path):
    bad = tmp_path / "holiday.zip"
    bad.write_bytes(b"")
    with pytest.raises(MirrorError, match=r"holiday\.zip is empty"):
        _looked(bad)


def test_what_nobody_knows_is_no_archive(tmp_path):
    (tmp_path / "letter.txt").write_text("Dear all,\n")
    with pytest.raises(NotAnArchive, match="Folkmoot reads archives of"):
        _looked(tmp_path)


def test_days_without_posts_are_told_of():
    with pytest.raises(MirrorError, match="no posts in it from 1999-01-01 to 1999-12-31"):
        _looked(ARCHIVES / "mastodon" / "outbox.json", since="1999-01-01", until="1999-12-31")


def test_helpers_find_what_one_process_finds_alone(tmp_path, monkeypatch):
    archive = made(tmp_path / "a", "mixed", 250)
    alone = _looked(archive)
    monkeypatch.setattr(reading, "ALONE", 0)
    assert _looked(archive, processes=2) == alone


def test_progress_goes_up_to_all_of_it():
    told = []
    with look(Wish([MASTODON]), lambda done, total: told.append((done, total))):
        pass
    total = sum(path.stat().st_size for path in MASTODON.iterdir())
    assert told[-1] == (total, total)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_nothing_is_left_behind(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    _looked(MASTODON)
    with pytest.raises(MirrorError):
        _looked(Path(tmp_path, "nowhere"))
    assert list(tmp_path.iterdir()) == []
