"""``python -m folkmoot.mirror.judge.training --data DIR``: learn the weights anew and write them into the package.

DIR holds ``dev.tsv``, ``more.tsv`` and ``written.tsv`` (as in ``bench/judge_data``; the last two may be missing). The
same data give the same weights. This needs scipy.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from folkmoot.mirror.judge import model
from folkmoot.mirror.judge.learning import table_of
from folkmoot.mirror.judge.recipe import Example, Learned, fit


def read_labeled(path: Path, sure: bool = False) -> list[Example]:
    """Examples of a file with a line of names: id, source, purpose, gains, reach, text."""
    examples = []
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        _, source, purpose, gains, reach, text = line.split("\t")
        examples.append(Example(source, purpose, gains, reach, text, sure))
    return examples


def read_all(folder: Path) -> list[Example]:
    """What there is to learn from."""
    examples = read_labeled(folder / "dev.tsv", sure=True)
    for name in ("more.tsv", "written.tsv"):
        if (folder / name).exists():
            examples += read_labeled(folder / name)
    return examples


def write(learned: Learned, path: Path) -> None:
    """The weights file."""
    asking = learned.asking
    parts = (learned.other, learned.gains)
    first = asking.weights
    packed = model.pack(
        first.rarity,
        np.hstack([first.weights[:, :1] - first.weights[:, 1:], *(part.weights for part in parts)]),
        np.hstack([first.dense[:, :1] - first.dense[:, 1:], *(part.dense for part in parts)]),
        np.concatenate([first.start[:1] - first.start[1:], *(part.start for part in parts)]),
        (asking.slope, asking.offset, asking.least),
    )
    np.savez_compressed(path, allow_pickle=False, **packed)


def main(arguments: Sequence[str]) -> int:
    """Learn, write, say so."""
    parser = argparse.ArgumentParser(prog="python -m folkmoot.mirror.judge.training")
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    parser.add_argument("--output", type=Path, default=Path(__file__).parent / model.WEIGHTS, metavar="FILE")
    asked = parser.parse_args(arguments)
    examples = read_all(asked.data)
    write(fit(examples, table_of([example.text for example in examples])), asked.output)
    print(f"{asked.output}: {asked.output.stat().st_size:,} bytes, learned from {len(examples):,} texts.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
