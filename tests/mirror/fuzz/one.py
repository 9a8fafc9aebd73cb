"""Fuzz one target: `python -m tests.mirror.fuzz.one TARGET FOLDER OPTION...`, with libFuzzer's options.

FOLDER is its corpus: what led somewhere new, the seeds first.

A process of its own, since the fuzzer ends the process when it is done or has found something.
"""

import hashlib
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["folkmoot.mirror"]):
    from folkmoot.mirror.readers import readers
    from tests.mirror.fuzz.targets import targets

    readers()  # they are imported when they are first asked for


def main() -> None:
    """Lay the seeds into the folder and go."""
    name, folder, options = sys.argv[1], Path(sys.argv[2]), sys.argv[3:]
    target, seeds = targets()[name]
    if any(Path(option).is_file() for option in options):  # to run again what was found
        atheris.Setup([sys.argv[0], *options], target)
    else:
        for seed in seeds:
            (folder / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)
        atheris.Setup([sys.argv[0], str(folder), *options], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
