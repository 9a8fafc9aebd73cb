"""The key in an invitation's address: its id and a code over it. Nothing of it is stored.

``1h2k…-6mz0…``: the id in base 36, and the first 128 bits of an HMAC-SHA-256 in base 36, so that neither line
breaks nor programs that change the case of letters at will find anything to spoil but what is then refused.
"""

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import int_to_base36

from folkmoot.ids import MAX_ID

SALT = "folkmoot.tribes.invitation"
_CODE_BYTES = 16
_LONGEST = 64  # characters; more is not looked at


def make_token(invitation_id: int) -> str:
    """The key of an invitation: the same one every time, for as long as the server's secret stays."""
    return f"{int_to_base36(invitation_id)}-{_code(invitation_id, settings.SECRET_KEY)}"


def read_token(token: str) -> int | None:
    """Whose key this is (the invitation's id); None for anything that was not made by ``make_token``.

    Keys made under a secret of SECRET_KEY_FALLBACKS are still good: they wait in letter boxes for years.
    """
    if len(token) > _LONGEST or not token.isascii():
        return None
    written, _, code = token.partition("-")
    try:
        invitation_id = int(written, 36)
    except ValueError:
        return None
    # One way to write a key: no signs, spaces, capitals or zeros in front.
    if not 0 <= invitation_id <= MAX_ID or int_to_base36(invitation_id) != written:
        return None
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        if constant_time_compare(code, _code(invitation_id, secret)):
            return invitation_id
    return None


def _code(invitation_id: int, secret: str | bytes) -> str:
    digest = salted_hmac(SALT, str(invitation_id), secret=secret, algorithm="sha256").digest()
    return int_to_base36(int.from_bytes(digest[:_CODE_BYTES]))
