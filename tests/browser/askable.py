"""Everybody in Linden Street lets the tribe ask them: run in a house's own environment, after people moved in."""

import django


def let_everybody_be_asked() -> None:
    """Each member gives the street the permission for asks."""
    from folkmoot.people.models import Person
    from folkmoot.permissions.rules import Scope
    from folkmoot.permissions.services.giving import give_permission
    from folkmoot.tribes.models import Tribe

    street = Tribe.objects.get()
    for person in Person.objects.filter(memberships__tribe=street):
        give_permission(person, street, Scope.ASKS)


if __name__ == "__main__":
    django.setup()
    let_everybody_be_asked()
