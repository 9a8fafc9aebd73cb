"""The real gate beside the model, over random lives of two tribes: the same people are reached, always."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.permissions.lives import Lives

pytestmark = pytest.mark.django_db


def _play(examples, length):
    run_state_machine_as_test(
        Lives,
        settings=settings(
            max_examples=examples,
            stateful_step_count=length,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],
            database=None,
            print_blob=True,
        ),
    )


def test_whatever_people_do_the_gate_reaches_whom_the_model_reaches():
    _play(examples=40, length=35)


@pytest.mark.soak
def test_over_long_lives_the_gate_reaches_whom_the_model_reaches():
    _play(examples=3000, length=80)
