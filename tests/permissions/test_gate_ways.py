"""The gate has several ways to pass over whom the sender's own route reached; all lead to the same people."""

import pytest

from folkmoot.permissions import gate_sql
from folkmoot.permissions.models import Delivery, Permission
from folkmoot.permissions.rules import Scope, Terms
from folkmoot.permissions.services import gate, joining
from folkmoot.permissions.services.giving import give_permission
from tests.support.cast import THEN, make_people


@pytest.mark.parametrize("few", [0, gate_sql.FEW])
def test_who_permits_the_sender_and_the_tribe_has_the_message_once_by_the_senders_permission(cast, monkeypatch, few):
    monkeypatch.setattr(gate_sql, "FEW", few)
    followers = make_people(3)
    for person in followers:
        joining.admit(cast.tribe, person, THEN)
        give_permission(person, cast.leader, Scope.POSTS, Terms(), THEN)
    named = followers[0]
    envelope = gate.Envelope(cast.leader.pk, cast.tribe.pk, addressed=(named.pk,))
    sent = gate.send(envelope)
    by = dict(Delivery.objects.filter(message_id=sent.message_id).values_list("recipient_id", "permission__holder_id"))
    assert by == {**{person.pk: cast.leader.pk for person in followers}, cast.member.pk: cast.tribe.pk}
    assert (sent.reach.reached, sent.reach.held_back) == (4, 0)


@pytest.mark.parametrize("used", [1, 2, 3])
def test_a_budget_lets_through_exactly_as_many_as_it_says(cast, used):
    permission = Permission.objects.get(holder_id=cast.tribe.pk, giver=cast.member, scope=Scope.POSTS)
    Permission.objects.filter(pk=permission.pk).update(at_most=2)
    sent = [gate.send(gate.Envelope(cast.leader.pk, cast.tribe.pk)) for _ in range(used)]
    assert [one.reach.reached for one in sent] == [1, 1, 0][:used]
    assert sent[-1].reach.over_budget == (1 if used == 3 else 0)
