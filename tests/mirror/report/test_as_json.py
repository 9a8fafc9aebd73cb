"""The JSON says what the page says, in plain values, and names nobody unless asked."""

import json
import re
from pathlib import Path

import pytest

from folkmoot.mirror.report import as_json
from tests.mirror.made import KINDS, NAMES

FIELDS = re.compile(r"^\| (`[^|]*`) \|", re.MULTILINE)


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_plain_and_says_what_was_answered(mirrors, kind):
    mirror = mirrors[kind]
    said = json.loads(json.dumps(as_json(mirror), allow_nan=False))
    assert said["verdict"] == mirror.answer.verdict
    assert said["sentence"] == mirror.answer.sentence
    assert said["for_tribe"] == [fact.name for fact in mirror.answer.for_tribe]
    assert [fact["name"] for fact in said["facts"]] == [fact.name for fact in mirror.answer.facts]
    assert sum(row["posts"] for row in said["asks"]) == said["counts"]["ask"]
    assert sum(month["give"] for month in said["months"]) == said["counts"]["give"]
    assert len(said["next_week"]) == 3
    assert said["networks"] == ["Mastodon"]


def test_nobody_is_named_unless_asked_for(mirrors):
    name = re.compile(r"\b(" + "|".join(NAMES) + r")@")
    assert not name.search(json.dumps(as_json(mirrors["talker"])))
    open_ = as_json(mirrors["talker"], show_people=True)
    assert name.search(json.dumps(open_))
    assert len(open_["people"]["who"]) == open_["people"]["partners"]
    assert "who" not in as_json(mirrors["talker"])["people"]


def test_what_the_archive_cannot_tell_is_null(mirrors):
    said = as_json(mirrors["giver"])
    assert said["growth"] is None
    assert said["people"]["answered_back"] is None
    assert said["rivals"]["mutual_follows"] is None
    assert said["received"] == []


def test_every_field_is_in_its_document(mirrors):
    document = (Path(__file__).parents[3] / "docs" / "mirror.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"`(\w+)`", " ".join(FIELDS.findall(document.split("## The JSON")[1]))))
    assert documented == set(as_json(mirrors["mixed"]))
    for name in as_json(mirrors["mixed"], show_people=True)["people"]:
        assert f"`{name}`" in document
    for fact in as_json(mirrors["mixed"])["facts"]:
        assert set(fact) - {"value", "low", "high", "count", "of"} <= set(re.findall(r"`(\w+)`", document))
