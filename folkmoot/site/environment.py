"""Settings read from the environment, with the secret made on first start.

Every variable is listed in ``docs/operate.md``; a test holds the two together.
"""

import contextlib
import os
import secrets
from pathlib import Path


class SettingError(Exception):
    """A variable of the environment says something that cannot be used; the text names it and the mend."""


def text(name: str, default: str = "") -> str:
    """The variable's value without spaces around it, or the default where it is unset or empty."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool) -> bool:
    """1/true/yes/on or 0/false/no/off."""
    value = text(name).lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise SettingError(f"{name} is {value!r}; write 1 or 0.")


def number(name: str, default: int, smallest: int = 0) -> int:
    """A whole number of at least ``smallest``."""
    value = text(name)
    if not value:
        return default
    try:
        found = int(value)
    except ValueError:
        raise SettingError(f"{name} is {value!r}; write a whole number.") from None
    if found < smallest:
        raise SettingError(f"{name} is {found}; it must be at least {smallest}.")
    return found


def words(name: str, default: str = "") -> list[str]:
    """A list separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def data_folder() -> Path:
    """Where everything lives that is not code: the database, the secret, pictures, mail in development."""
    folder = Path(text("FOLKMOOT_DATA", "data")).absolute()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as problem:
        raise SettingError(f"FOLKMOOT_DATA: the folder {folder} cannot be made ({problem.strerror}).") from None
    return folder


def keep_private(database: str) -> None:
    """Let the owner alone read the SQLite file, also in a folder that others may look into; for a file not yet made.

    What SQLite puts beside it (-wal, -shm) takes the same mode. A folder that is missing is the database's to tell.
    """
    with contextlib.suppress(OSError):
        os.close(os.open(database, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def secret_key(folder: Path) -> str:
    """FOLKMOOT_SECRET_KEY, or the key in the data folder, made with mode 600 when there is none."""
    given = text("FOLKMOOT_SECRET_KEY")
    if given:
        if len(given) < 32:
            raise SettingError("FOLKMOOT_SECRET_KEY is shorter than 32 characters; write a longer one.")
        return given
    path = folder / "secret_key"
    try:
        # O_EXCL: two processes that start at once must not each sign with a key of their own.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    key = _read_settled(path)
    if len(key) < 32:
        raise SettingError(f"{path} holds no usable secret key; delete the file and start again.")
    return key


def _read_settled(path: Path) -> str:
    """The key that another process may be writing at this very moment."""
    import time

    for _ in range(50):
        key = path.read_text().strip()
        if len(key) >= 32:
            return key
        time.sleep(0.02)
    return ""
