"""One code, two engines: what DuckDB measures on a laptop, Spark measures on a cluster, number for number."""

import dataclasses
import logging
import math
from pathlib import Path

import ibis
import pytest

from folkmoot.mirror.looking import Wish, look
from folkmoot.mirror.measures import graph, measure
from folkmoot.mirror.measures.engines import on_parquet
from tests.mirror.golden import ARCHIVES
from tests.mirror.made import KINDS, made

pytestmark = pytest.mark.cluster
# It says that it closes when pytest has closed already, and logging complains about that.
logging.getLogger("py4j").setLevel(logging.WARNING)
EMAIL = Path(__file__).parents[2] / "fixtures" / "graphs" / "email-Eu-core.txt"
FIXTURES = sorted(folder for folder in ARCHIVES.iterdir() if folder.is_dir())


def _same(one, other, where=""):
    """Everything equal, and numbers with a fraction to 1e-9. Fails with the place where it is not."""
    if dataclasses.is_dataclass(one):
        assert type(one) is type(other), where
        for field in dataclasses.fields(one):
            _same(getattr(one, field.name), getattr(other, field.name), f"{where}.{field.name}")
    elif isinstance(one, list | tuple):
        assert len(one) == len(other), where
        for nr, (a, b) in enumerate(zip(one, other, strict=True)):
            _same(a, b, f"{where}[{nr}]")
    elif isinstance(one, float) and isinstance(other, float):
        assert math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9), f"{where}: {one} and {other}"
    else:
        assert one == other, f"{where}: {one} and {other}"


def _archives(tmp_path, name):
    if name in KINDS:
        return [made(tmp_path / name, name, 250)]
    return FIXTURES if name == "everything" else [ARCHIVES / name]


@pytest.mark.parametrize("name", [*KINDS, "mastodon_archive", "everything"])
def test_both_engines_measure_the_same(tmp_path, name):
    """Of the made archives, of one that knows followers, and of all fixtures as if they were one person's."""
    tables = tmp_path / "tables"
    with look(Wish(_archives(tmp_path, name), tables_to=tables)) as mirror:
        at_once = mirror.measured
    with on_parquet(tables, "duckdb") as archive:
        here = measure(archive)
    with on_parquet(tables, "spark") as archive:
        there = measure(archive)
    _same(here, there)
    _same(here, at_once)


def test_the_whole_look_can_be_taken_on_spark(tmp_path):
    archive = made(tmp_path / "a", "mixed", 120)
    with look(Wish([archive])) as here, look(Wish([archive], engine="spark")) as there:
        _same(here.measured, there.measured)
        _same(here.answer, there.answer)


def test_a_graph_has_the_same_triangles_on_spark(tmp_path):
    """The published values of email-Eu-core: 105,461 triangles, average clustering 0.3994."""
    pairs = [tuple(map(int, line.split())) for line in EMAIL.read_text().splitlines() if line.strip()]
    people = sorted({person for pair in pairs for person in pair})
    for name in ("posts", "acts", "people"):  # a session is opened on the tables of an archive
        ibis.memtable({"a": [0]}).to_parquet(tmp_path / f"{name}.parquet")
    ibis.memtable({"a": [a for a, _ in pairs], "b": [b for _, b in pairs]}).to_parquet(tmp_path / "acts.parquet")
    ibis.memtable({"node": people}).to_parquet(tmp_path / "people.parquet")
    found = []
    for engine in ("duckdb", "spark"):
        with on_parquet(tmp_path, engine) as tables:
            one = graph.clustering(graph.simple(tables.acts), tables.people).to_pyarrow().to_pylist()[0]
            found.append(one)
    assert found[1]["triangles"] == 105_461
    assert round(found[1]["clustering"], 4) == 0.3994
    assert found[0]["nodes"] == found[1]["nodes"] == 1005
    assert math.isclose(found[0]["clustering"], found[1]["clustering"], rel_tol=1e-9)
