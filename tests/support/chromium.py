"""The Chromium that the browser tests drive: Debian's, or another one that is already on the PATH.

``python -m tests.support.chromium --install`` installs Debian's when it is missing and we are root.
"""

import ctypes
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Text needs a font to have a width; Debian's chromium only recommends one.
PACKAGES = ("chromium", "fonts-liberation")
# What Playwright's driver (a Node.js) needs of the system and a bare Debian does not have.
DRIVER_LIBRARY = "libatomic.so.1"
DRIVER_PACKAGE = "libatomic1"
APT_INSTALL = Path(__file__).resolve().parents[2] / "scripts" / "apt-install"

# Tests open only pages of the server that they started themselves, so the sandbox, which needs rights that
# root and containers lack, guards nothing here. The rest keeps Chromium from calling its maker.
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class ChromiumMissing(Exception):
    """There is no Chromium on the PATH; the text says what to do."""


def chromium_path() -> str:
    """Where Chromium is, for Playwright's ``executable_path``.

    Raises ChromiumMissing when there is none.
    """
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return found
    raise ChromiumMissing("Chromium is missing: run 'make browser', which installs it or says how.")


def install() -> int:
    """See that Chromium and what drives it can run, install what is missing where we may; the exit code."""
    missing: list[str] = []
    try:
        chromium_path()
    except ChromiumMissing:
        missing += PACKAGES
    if not _driver_can_run():
        missing.append(DRIVER_PACKAGE)
    if not missing:
        return 0
    what = "Chromium" if missing[0] in PACKAGES else "A library for driving Chromium"
    return subprocess.run([APT_INSTALL, what, *missing], check=False).returncode


def _driver_can_run() -> bool:
    if sys.platform != "linux":
        return True
    try:
        ctypes.CDLL(DRIVER_LIBRARY)
    except OSError:
        return False
    return True


def main(arguments: list[str]) -> int:
    """``--install``, or print the path; the exit code."""
    if arguments == ["--install"]:
        return install()
    try:
        print(chromium_path())
    except ChromiumMissing as missing:
        print(missing, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
