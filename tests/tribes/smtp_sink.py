"""A mail server that keeps what it is given, as slow and as unfriendly as a test wants it."""

import contextlib
import email
import email.policy
import socketserver
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage


@dataclass
class Sink:
    """``answers``: a recipient -> the line said to RCPT, or 'hang up' to fall silent after the mail was taken."""

    port: int = 0
    delay: float = 0.0  # seconds between a mail's end and the word that it was taken
    answers: dict[str, str] = field(default_factory=dict)
    sender_answer: str = "250 fine"
    mails: list[tuple[str, EmailMessage]] = field(default_factory=list)  # recipient, mail
    connections: int = 0

    @property
    def recipients(self) -> list[str]:
        return [recipient for recipient, _ in self.mails]

    def mail_to(self, address: str) -> EmailMessage:
        (found,) = [mail for recipient, mail in self.mails if recipient == address]
        return found


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    sink: Sink


class _Talk(socketserver.StreamRequestHandler):
    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self) -> None:
        sink: Sink = self.server.sink
        sink.connections += 1
        recipient = ""
        with contextlib.suppress(OSError):
            self.say("220 sink")
            while line := self.rfile.readline().decode().strip():
                verb = line.split()[0].upper()
                if verb == "MAIL":
                    self.say(sink.sender_answer)
                elif verb == "RCPT":
                    recipient = line[line.index("<") + 1 : line.index(">")]
                    answer = sink.answers.get(recipient, "250 fine")
                    self.say("250 fine" if answer == "hang up" else answer)
                elif verb == "DATA":
                    self.say("354 go on")
                    lines = []
                    while (text := self.rfile.readline()) not in {b".\r\n", b""}:
                        lines.append(text.removeprefix(b".") if text.startswith(b"..") else text)
                    if not text:
                        return  # whoever sent it died before the end: this is no mail
                    mail = email.message_from_bytes(b"".join(lines), policy=email.policy.default)
                    sink.mails.append((recipient, mail))
                    if sink.answers.get(recipient) == "hang up":
                        return
                    time.sleep(sink.delay)
                    self.say("250 taken")
                elif verb == "QUIT":
                    self.say("221 bye")
                    return
                else:
                    self.say("250 fine")


@contextlib.contextmanager
def smtp_sink(**how) -> Iterator[Sink]:
    """A mail server on a free port of this machine, for the time of the block."""
    with _Server(("127.0.0.1", 0), _Talk) as server:
        server.sink = Sink(port=server.server_address[1], **how)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server.sink
        finally:
            server.shutdown()
            thread.join()
