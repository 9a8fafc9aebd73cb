"""What the figures were measured on."""

import os
import platform
import sqlite3
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from tests.support.postgres import programs


def description() -> dict[str, str]:
    """The machine and the versions, by name, as people read them."""
    cores = len(os.sched_getaffinity(0))
    return {
        "Processor": f"{_field('/proc/cpuinfo', 'model name') or platform.machine()}, {cores} cores",
        "Memory": _memory(),
        "System": f"{_os_name()}, Linux {platform.release()}",
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        "PostgreSQL": _postgres_version(),
        "Date": datetime.now(UTC).strftime("%Y-%m-%d"),
    }


def peak_resident_bytes() -> int:
    """The most memory this process has held since ``forget_peak``."""
    return int(_field("/proc/self/status", "VmHWM").split()[0]) * 1024


def forget_peak() -> None:
    """Count the peak anew from what the process holds now (proc(5), clear_refs)."""
    Path("/proc/self/clear_refs").write_text("5")


def cpu_seconds(pid: int) -> float:
    """User and system seconds that a process and everything it started have used (proc(5), stat)."""
    total = 0
    waiting = [pid]
    while waiting:
        one = waiting.pop()
        fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
        for task in Path(f"/proc/{one}/task").iterdir():
            waiting += [int(child) for child in (task / "children").read_text().split()]
    return total / os.sysconf("SC_CLK_TCK")


def _field(file: str, name: str) -> str:
    for line in Path(file).read_text().splitlines():
        key, _, value = line.partition(":")
        if key.strip() == name:
            return value.strip()
    return ""


def _memory() -> str:
    kib = int(_field("/proc/meminfo", "MemTotal").split()[0])
    return f"{kib / 1024 / 1024:.0f} GiB"


def _os_name() -> str:
    return platform.freedesktop_os_release().get("PRETTY_NAME", "Linux")


def _postgres_version() -> str:
    said = subprocess.run([programs() / "postgres", "--version"], check=True, capture_output=True, text=True).stdout
    return said.strip().removeprefix("postgres (PostgreSQL) ")
