"""Good archives with values of any type at any place: every reader gives rows that tables can hold, and sentences."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folkmoot.mirror.readers import readers
from tests.mirror.fuzz.documents import changed, documents
from tests.mirror.fuzz.targets import check_all, member

DOCUMENTS = {reader: documents(reader) for reader in readers()}
UNHURRIED = [HealthCheck.too_slow, HealthCheck.data_too_large]


def read_changed(reader, data):
    """One file of a reader's is changed, and all its files are read."""
    known = DOCUMENTS[reader]
    which = data.draw(st.integers(0, len(known) - 1))
    files = {}
    for at, document in enumerate(known):
        value = data.draw(changed(document.value)) if at == which else document.value
        files.setdefault(document.role, []).append(member(document.name, document.written(value)))
    return check_all(reader, files)


@pytest.mark.parametrize("reader", readers(), ids=lambda reader: reader.NETWORK)
def test_every_reader_has_files_to_be_tried_on_and_reads_them(reader):
    assert DOCUMENTS[reader]
    files = {}
    for document in DOCUMENTS[reader]:
        files.setdefault(document.role, []).append(member(document.name, document.written(document.value)))
    number, _ = check_all(reader, files)
    assert number > 1


@pytest.mark.parametrize("reader", readers(), ids=lambda reader: reader.NETWORK)
@settings(max_examples=150, deadline=None, derandomize=True, database=None, suppress_health_check=UNHURRIED)
@given(data=st.data())
def test_values_of_any_type_at_any_place_are_read_or_left_out(reader, data):
    read_changed(reader, data)


@pytest.mark.soak
@pytest.mark.parametrize("reader", readers(), ids=lambda reader: reader.NETWORK)
@settings(max_examples=5000, deadline=None, database=None, suppress_health_check=UNHURRIED)
@given(data=st.data())
def test_thousands_of_changed_archives_are_read(reader, data):
    read_changed(reader, data)
