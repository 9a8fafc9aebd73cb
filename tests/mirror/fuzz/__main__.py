"""`python -m tests.mirror.fuzz SECONDS [TARGET...]`: all targets, each for its share of the time.

Exit code 1 when one finds something; what it found and the inputs that led somewhere new stay in the folder it names.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.mirror.fuzz.targets import targets

# A hang is more than 10 s for one input, a leak more than 1 GB in all; inputs have up to 64 KiB.
OPTIONS = ("-timeout=10", "-rss_limit_mb=1024", "-max_len=65536", "-print_final_stats=1", "-verbosity=1")


def fuzz(name: str, seconds: float, folder: Path) -> tuple[bool, str]:
    """(nothing was found, what the fuzzer says) of one target. What it finds stays in the folder."""
    corpus = folder / name
    corpus.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [
            *(sys.executable, "-m", "tests.mirror.fuzz.one", name, str(corpus)),
            *(f"-max_total_time={max(1, round(seconds))}", f"-artifact_prefix={folder}/{name}-", *OPTIONS),
        ],
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        timeout=seconds + 120,
    )
    return done.returncode == 0, done.stdout + done.stderr


def main() -> int:
    """All or the named targets."""
    seconds, names = float(sys.argv[1]), sys.argv[2:] or list(targets())
    folder = Path(tempfile.mkdtemp(prefix="folkmoot-fuzz-"))
    failed = 0
    for name in names:
        begin = time.monotonic()
        sound, said = fuzz(name, seconds / len(names), folder)
        runs = next((line.split()[-1] for line in said.splitlines() if "number_of_executed_units" in line), "?")
        print(
            f"{name}: {'nothing found' if sound else 'FOUND'} ({runs} inputs in {time.monotonic() - begin:.0f} s)",
            flush=True,
        )
        if not sound:
            failed += 1
            told = [line for line in said.splitlines() if not line.startswith(("#", "INFO", "WARNING", "stat:"))]
            print("\n".join(told[-60:]), flush=True)
    print(f"Inputs are kept in {folder}")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
