"""Posts, one a line."""

import json

from folkmoot.mirror.judge import judge
from folkmoot.mirror.judge.lines import AT_ONCE, judge_lines

LINES = [
    "Could somebody lend me a ladder?\n",
    "\n",
    "The beans are up.\r\n",
    b"caf\xe9 \xff".decode("utf-8", "surrogateescape"),
]


def test_one_line_of_json_for_each_line():
    answers = [json.loads(line) for line in judge_lines(LINES)]
    assert len(answers) == len(LINES)
    for line, answer in zip(LINES, answers, strict=True):
        purpose = judge(line)
        assert list(answer) == ["purpose", "p", "gains", "reach", "because"]
        assert answer["purpose"] == purpose.word
        assert answer["because"] == list(purpose.evidence)
    assert answers[0]["purpose"] == "ask"
    assert answers[1]["purpose"] == "none"


def test_lines_are_taken_as_they_come():
    taken = []

    def endless():
        while True:
            taken.append(1)
            yield "Please share!"

    answers = judge_lines(endless())
    assert all("\n" not in next(answers) for _ in range(AT_ONCE + 1))
    assert len(taken) == 2 * AT_ONCE
