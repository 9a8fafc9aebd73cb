"""Every write about tribes that gives or takes no permission (joining and leaving do: ``permissions``).

Rooms: tribes, requests (to join), bringing (lists of people), invitations.
"""

from folkmoot.tribes.services.bringing import Confirmed, bring_list, confirm_list, drop_list, send_on
from folkmoot.tribes.services.invitations import (
    decline_invitation,
    mark_accepted,
    never_again,
    withdraw_invitation,
    withdraw_waiting,
)
from folkmoot.tribes.services.refusal import NotNow, Refused
from folkmoot.tribes.services.requests import (
    ask_to_join,
    decide_join_request,
    decline_join_request,
    withdraw_join_request,
)
from folkmoot.tribes.services.tribes import (
    edit_tribe,
    lift_ban,
    make_tribe,
    refuse_to_lose_last_leader,
    set_role,
)

__all__ = [
    "Confirmed",
    "NotNow",
    "Refused",
    "ask_to_join",
    "bring_list",
    "confirm_list",
    "decide_join_request",
    "decline_invitation",
    "decline_join_request",
    "drop_list",
    "edit_tribe",
    "lift_ban",
    "make_tribe",
    "mark_accepted",
    "never_again",
    "refuse_to_lose_last_leader",
    "send_on",
    "set_role",
    "withdraw_invitation",
    "withdraw_join_request",
    "withdraw_waiting",
]
