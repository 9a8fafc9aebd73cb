"""Processes that all do something to one tribe at the same time, and write down what they did.

``python -m tests.races.crowd`` is one of them: it reads its plan, waits for a moment that all share, and acts:
once in every round of the plan, each of which begins for all at the same time, or, in a plan without rounds,
whatever it likes until the end. It prints a line of JSON for each thing done. ``began`` and ``ended`` are readings
of ``time.monotonic_ns``, a clock that all processes of a machine share.
"""

import itertools
import json
import random
import subprocess
import sys
import time
from typing import Any

from tests.races.processes import ROOT, environment

GAP = 40_000_000  # nanoseconds between two rounds


def run_crowd(plans: list[dict[str, Any]], seconds: float = 0) -> list[list[dict[str, Any]]]:
    """One process per plan; what each of them did. All begin within a millisecond of one another."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.races.crowd"],
            cwd=ROOT,
            env=environment(FOLKMOOT_LOG_LEVEL="ERROR"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in plans
    ]
    try:
        for process, plan in zip(processes, plans, strict=True):
            process.stdin.write(json.dumps(plan) + "\n")
            process.stdin.flush()
        for process in processes:  # each says that it is ready, connected and warm
            said = process.stdout.readline()
            assert said == "ready\n", process.stderr.read()
        begin = time.monotonic_ns() + 50_000_000
        for process in processes:
            process.stdin.write(f"{begin} {begin + int(seconds * 1e9)}\n")
            process.stdin.flush()
        done = []
        for process in processes:
            out, err = process.communicate(timeout=seconds + 120)
            assert process.returncode == 0, err
            done.append([json.loads(line) for line in out.splitlines()])
        return done
    finally:
        for process in processes:
            if process.poll() is None:
                process.kill()
                process.wait()


def main() -> None:
    """One process of a crowd."""
    import django

    django.setup()
    from django.db import connection

    from tests.races import acts

    plan = json.loads(sys.stdin.readline())
    dice = random.Random(plan["seed"])
    connection.ensure_connection()
    print("ready", flush=True)
    begin, end = (int(word) for word in sys.stdin.readline().split())
    rounds = plan.pop("rounds", None)
    for number in itertools.count():
        if rounds is None:
            if number and time.monotonic_ns() >= end:
                return
        elif number == len(rounds):
            return
        else:
            plan.update(rounds[number])
        while time.monotonic_ns() < begin + (0 if rounds is None else number * GAP):
            time.sleep(0)
        name = dice.choice(plan["acts"])
        began = time.monotonic_ns()
        told = getattr(acts, name)(plan, dice)
        print(json.dumps({"act": name, "began": began, "ended": time.monotonic_ns(), **told}), flush=True)


if __name__ == "__main__":
    main()
