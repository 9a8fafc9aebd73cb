"""How much memory a process and all that it started hold at most, seen from outside."""

import os
import threading
from contextlib import AbstractContextManager, suppress
from pathlib import Path

EVERY = 0.05  # seconds
_PAGE = os.sysconf("SC_PAGE_SIZE")


class Watch(AbstractContextManager["Watch"]):
    """Looks on while its block runs. peak: bytes resident, of all processes together; what they share counts twice."""

    def __init__(self, process: int) -> None:
        self.peak = 0
        self._process = process
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look_on, daemon=True)

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look_on(self) -> None:
        while not self._over.wait(EVERY):
            self.peak = max(self.peak, sum(map(_resident, _tree(self._process))))


def _tree(process: int) -> list[int]:
    """The process and everything below it, as far as it is still there."""
    found = [process]
    for one in found:  # grows while it is walked
        with suppress(OSError):
            for thread in Path(f"/proc/{one}/task").iterdir():
                found += map(int, (thread / "children").read_text().split())
    return found


def _resident(process: int) -> int:
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * _PAGE
    except (OSError, IndexError):  # it has ended
        return 0
