"""Clients that ask one after another on connections they keep: ``python -m bench.load PORT PATH SECONDS``.

The cookies of those who ask come as lines on stdin, one client each. Ends with one line of JSON.
"""

import http.client
import json
import sys
import threading
import time


class Asker(threading.Thread):
    """One client; it stops by itself when the time is over."""

    def __init__(self, port: int, path: str, end: float, cookie: str) -> None:
        super().__init__()
        self.port, self.path, self.end, self.cookie = port, path, end, cookie
        self.took: list[float] = []
        self.problem = ""

    def run(self) -> None:
        """Ask until the end; any answer but 200 is a problem, and ends it."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            while (begun := time.perf_counter()) < self.end:
                connection.request("GET", self.path, headers={"Cookie": self.cookie})
                response = connection.getresponse()
                response.read()
                if response.status != 200:
                    raise http.client.HTTPException(f"status {response.status}")
                self.took.append(time.perf_counter() - begun)
        except (OSError, http.client.HTTPException) as problem:
            self.problem = f"{self.path}: {problem}"
        finally:
            connection.close()


def main(port: int, path: str, seconds: float) -> None:
    """Ask, and tell how many answers came in how many seconds."""
    cookies = sys.stdin.read().splitlines()
    begun = time.perf_counter()
    askers = [Asker(port, path, begun + seconds, cookie) for cookie in cookies]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    took = sorted(second for asker in askers for second in asker.took)
    said = {"requests": len(took), "seconds": time.perf_counter() - begun, "p50": took[len(took) // 2] if took else 0}
    print(json.dumps({**said, "problem": next((a.problem for a in askers if a.problem), "")}))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], float(sys.argv[3]))
