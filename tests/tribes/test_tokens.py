"""The key in an invitation's address opens that invitation and nothing else."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.ids import MAX_ID, new_id
from folkmoot.tribes.tokens import make_token, read_token


@given(st.integers(0, MAX_ID))
def test_a_key_is_read_back(id_):
    assert read_token(make_token(id_)) == id_


def test_a_key_is_the_same_every_time_and_short_enough_for_a_line():
    id_ = new_id()
    assert make_token(id_) == make_token(id_)
    assert len(make_token(MAX_ID)) <= 40


@given(st.data())
def test_a_key_with_any_character_changed_opens_nothing(data):
    token = make_token(data.draw(st.integers(0, MAX_ID)))
    at = data.draw(st.integers(0, len(token) - 1))
    other = data.draw(st.sampled_from(string.ascii_letters + string.digits + "-_ +\x00é"))
    changed = token[:at] + other + token[at + 1 :]
    assert read_token(changed) is None or changed == token


@given(st.text(max_size=80))
def test_no_text_is_a_key(text):
    assert read_token(text) is None


@pytest.mark.parametrize("change", [str.upper, "0{}".format, "{}0".format, "{} ".format, "+{}".format])
def test_a_key_is_written_in_one_way_only(change):
    token = make_token(new_id())
    assert read_token(change(token)) is None


def test_keys_of_an_older_secret_still_open_and_those_of_another_do_not(settings):
    id_ = new_id()
    token, settings.SECRET_KEY, old = make_token(id_), "another" * 8, settings.SECRET_KEY
    assert read_token(token) is None
    settings.SECRET_KEY_FALLBACKS = [old]
    assert read_token(token) == id_
