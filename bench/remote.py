"""Processes that measure, each with its own connection: one request of JSON per line, one answer each."""

import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any, Self

Step = Callable[[str], None]


class Remote:
    """A worker (``python -m MODULE NAME``) in a process of its own."""

    def __init__(self, name: str, environment: dict[str, str], module: str = "bench.home_worker") -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", module, name],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdin and self.process.stdout
        self.to, self.back = self.process.stdin, self.process.stdout

    def ask(self, do: str, step: Step | None = None, **more: Any) -> Any:
        """What it answers; ``step`` hears what it is doing meanwhile."""
        self.send(do, **more)
        return self.answer(step)

    def send(self, do: str, **more: Any) -> None:
        """Have it begin; ``answer`` waits for it."""
        self.to.write(json.dumps({"do": do, **more}) + "\n")
        self.to.flush()

    def answer(self, step: Step | None = None) -> Any:
        """What it answers to what was sent."""
        for line in self.back:
            said = json.loads(line)
            if "answer" in said:
                return said["answer"]
            if step is not None:
                step(said["doing"])
        raise RuntimeError(f"the process that measures ended with {self.process.wait()}; what it said stands above")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.to.close()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def together(remotes: list[Remote], do: str, **more: Any) -> list[Any]:
    """Have all of them do the same at once; their answers."""
    for remote in remotes:
        remote.send(do, **more)
    return [remote.answer() for remote in remotes]


def serve(worker: Any, lines: Any) -> None:
    """In the worker: answer each line with what its method returns, until the input ends."""
    for line in lines:
        asked = json.loads(line)
        say({"answer": getattr(worker, asked.pop("do"))(**asked)})


def say(answer: Any) -> None:
    """One line to whoever asked."""
    print(json.dumps(answer), flush=True)
