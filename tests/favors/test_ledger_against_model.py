"""The real ledger beside the model, over random lives of a tribe: the same is open, settled and ahead, always."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.favors.lives import Lives

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


def test_whatever_is_entered_the_ledger_says_what_the_model_says():
    _play(examples=40, length=40)


@pytest.mark.soak
def test_over_long_lives_the_ledger_says_what_the_model_says():
    _play(examples=2000, length=100)
