"""Posts, one a line."""

import io
import itertools
import json

from folkmoot.mirror.judge import judge
from folkmoot.mirror.judge.lines import AT_ONCE, CHUNK, judge_stream

LINES = [b"Could somebody lend me a ladder?\n", b"\n", b"The beans are up.\r\n", b"caf\xe9 \xff\n", b"Please share"]


def answers(written: bytes) -> list[str]:
    return list(itertools.chain.from_iterable(judge_stream(io.BytesIO(written))))


def test_one_line_of_json_for_each_line():
    answered = [json.loads(line) for line in answers(b"".join(LINES))]
    assert len(answered) == len(LINES)
    for line, answer in zip(LINES, answered, strict=True):
        purpose = judge(line.decode("utf-8", "replace").rstrip("\r\n"))
        assert list(answer) == ["purpose", "p", "gains", "reach", "because"]
        assert answer["purpose"] == purpose.word
        assert answer["because"] == list(purpose.evidence)
    assert [answer["purpose"] for answer in answered][:2] == ["ask", "none"]


def test_a_last_line_without_an_end_is_a_line_and_nothing_is_none():
    assert len(answers(b"one\ntwo")) == len(answers(b"one\ntwo\n")) == 2
    assert answers(b"") == []


def test_lines_that_are_cut_by_a_reading_are_put_together():
    long = b"please " * CHUNK
    assert len(answers(b"a\n" + long + b"\nb\n")) == 3
    assert len(answers(b"x\n" * (3 * AT_ONCE + 1))) == 3 * AT_ONCE + 1


def test_whoever_sends_a_line_need_not_send_another_for_its_answer():
    class Slow:
        given = 0

        def read1(self, size: int) -> bytes:
            self.given += 1
            return b"Please share!\n"

    slow = Slow()
    assert len(next(judge_stream(slow))) == 1
    assert slow.given == 1
