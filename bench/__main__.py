"""``python -m bench NAME [--json]``; ``python -m bench --help`` lists the names."""

import argparse
import sys
from typing import NoReturn

from bench import databases, figures
from tests.support.postgres import PostgresError

RECIPIENTS_MOST = 10_000_000


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """One sentence and exit code 2."""
        self.exit(2, f"{message[:1].upper()}{message[1:]}; `python -m bench --help` shows what can be measured.\n")


def _recipients(text: str) -> int:
    try:
        number = int(text.replace(",", "").replace("_", ""))
    except ValueError:
        number = 0
    if not 100 <= number <= RECIPIENTS_MOST:
        raise argparse.ArgumentTypeError(f"write a whole number from 100 to {RECIPIENTS_MOST:,}, not {text!r}")
    return number


def _parser() -> argparse.ArgumentParser:
    common = _Parser(add_help=False)
    common.add_argument("--json", action="store_true", help="end with one line of JSON instead of a table")
    database = _Parser(add_help=False)
    database.add_argument("--database", choices=databases.KINDS, default="sqlite")
    parser = _Parser(prog="python -m bench", description="Measure Folkmoot beside its floors.")
    names = parser.add_subparsers(dest="name", required=True, metavar="NAME")
    gate = names.add_parser("gate", parents=[common, database], help="publishing a post to N permitted people")
    gate.add_argument("--recipients", type=_recipients, default=10_000, metavar="N")
    names.add_parser("home", parents=[common, database], help="one person's home page query, few and many deliveries")
    names.add_parser("page", parents=[common], help="the home page over HTTP")
    ledger = names.add_parser("ledger", parents=[common, database], help="thanked promises per second")
    ledger.add_argument("--trial", action="store_true", help=argparse.SUPPRESS)
    rebuild = names.add_parser("rebuild", parents=[common, database], help="proving a ledger of N favors")
    rebuild.add_argument("--favors", type=_recipients, default=1_000_000, metavar="N")
    standing = names.add_parser(
        "standing", parents=[common, database], help="standing and halves of somebody with few favors, and with many"
    )
    standing.add_argument("--trial", action="store_true", help=argparse.SUPPRESS)
    price = names.add_parser("price", parents=[common, database], help="the price of an ask to N people")
    price.add_argument("--audience", type=_recipients, default=100_000, metavar="N")
    mirror = names.add_parser("mirror", parents=[common], help="from an archive of N posts to the answer")
    mirror.add_argument("--posts", type=_recipients, default=10_000, metavar="N")
    names.add_parser("judge", parents=[common], help="how well and how quickly the mirror judges posts")
    names.add_parser("all", parents=[common], help="all of it, at every size, into bench/RESULTS.md")
    return parser


def main(arguments: list[str]) -> int:
    """The exit code: 0 also for a missed target, 1 when it could not be measured, 2 for bad arguments."""
    asked = _parser().parse_args(arguments)
    databases.end_in_order()
    try:
        if asked.name == "gate":
            from bench import gate

            results = [gate.run(asked.recipients, asked.database)]
        elif asked.name == "home":
            from bench import home

            results = [home.run(asked.database)]
        elif asked.name == "page":
            from bench import page

            results = [page.run()]
        elif asked.name == "ledger":
            from bench import ledger

            results = [ledger.run(asked.database, ledger.TRIAL if asked.trial else ledger.USUAL)]
        elif asked.name == "rebuild":
            from bench import rebuild

            results = [rebuild.run(asked.favors, asked.database)]
        elif asked.name == "standing":
            from bench import standing

            results = [standing.run(asked.database, standing.TRIAL if asked.trial else standing.USUAL)]
        elif asked.name == "price":
            from bench import price

            results = [price.run(asked.audience, asked.database)]
        elif asked.name == "mirror":
            from bench import mirror

            results = [mirror.run(asked.posts)]
        elif asked.name == "judge":
            from bench import judge

            results = [judge.run()]
        else:
            from bench import everything

            return everything.run(asked.json)
    except PostgresError as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    for result in results:
        figures.say(result, asked.json)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
