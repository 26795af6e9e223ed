"""Many addresses -> their answers: several at a time, few of a host, and none after the last second."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from queue import Empty, SimpleQueue

from briefpress.links.answers import Answer
from briefpress.links.asking import AgainError
from briefpress.links.limits import Limits

#: How often a person who presses Ctrl-C is listened to, in seconds, where waiting cannot be interrupted.
_LISTENING_S = 0.2


def ask_all(
    addresses: Iterable[tuple[str, str]], ask: Callable[[str], Answer], limits: Limits
) -> Iterator[tuple[str, Answer]]:
    """Yield addresses with their answers as they come; what has none when the time is up is left out.

    Args:
        addresses: Pairs of a host and an address of it.
        ask: Asks one; may raise `AgainError`.
        limits: How many at a time, and how long.
    """
    rounds = _Rounds(ask, limits)
    for host, address in addresses:
        rounds.add(host, address)
    until = time.monotonic() + limits.all_s
    try:
        rounds.start()
        while rounds.left:
            rest = until - time.monotonic()
            if rest <= 0:
                return
            try:
                address, answer = rounds.answers.get(timeout=min(rest, _LISTENING_S))
            except Empty:
                continue
            rounds.left -= 1
            if isinstance(answer, BaseException):
                raise answer
            yield address, answer
    finally:
        rounds.stop()


class _Host:
    """Addresses of a host that wait.

    Attributes:
        waiting: Addresses, each with the number of its try.
        running: How many are asked now.
        ready: From when on the host may be asked, as `time.monotonic` counts.
    """

    def __init__(self) -> None:
        self.waiting: deque[tuple[str, int]] = deque()
        self.running = 0
        self.ready = 0.0


class _Rounds:
    """Threads that ask.

    They are daemons: one that waits for a server must not keep the program from ending.

    Attributes:
        left: How many answers are still to come.
        answers: What came; an exception is a bug of ours.
    """

    def __init__(self, ask: Callable[[str], Answer], limits: Limits) -> None:
        self.left = 0
        self.answers: SimpleQueue[tuple[str, Answer | BaseException]] = SimpleQueue()
        self._ask = ask
        self._limits = limits
        self._hosts: dict[str, _Host] = {}
        self._changed = threading.Condition()
        self._is_over = False

    def add(self, host: str, address: str) -> None:
        self._hosts.setdefault(host, _Host()).waiting.append((address, 1))
        self.left += 1

    def start(self) -> None:
        for _ in range(min(self._limits.at_a_time, self.left)):
            threading.Thread(target=self._work, daemon=True).start()

    def stop(self) -> None:
        with self._changed:
            self._is_over = True
            self._changed.notify_all()

    def _work(self) -> None:
        while (next_one := self._take()) is not None:
            host, address, number = next_one
            again: AgainError | None = None
            answer: Answer | BaseException
            try:
                answer = self._ask(address)
            except AgainError as error:
                again, answer = error, error.answer
            except BaseException as error:
                answer = error
            self._give(host, address, number, answer, again)

    def _take(self) -> tuple[_Host, str, int] | None:
        """Return what to ask next, once there is something; None where all is done."""
        with self._changed:
            while not self._is_over:
                now = time.monotonic()
                may = [
                    one for one in self._hosts.values() if one.waiting and one.running < self._limits.per_host
                ]
                host = next((one for one in may if one.ready <= now), None)
                if host is not None:
                    host.running += 1
                    return host, *host.waiting.popleft()
                self._changed.wait(min((one.ready for one in may), default=now + 3600) - now)
        return None

    def _give(
        self, host: _Host, address: str, number: int, answer: Answer | BaseException, again: AgainError | None
    ) -> None:
        """Hand over an answer, or put the address back where another try is worth it."""
        limits = self._limits
        with self._changed:
            host.running -= 1
            after = again.after if again is not None else None
            if after is not None:
                # It is the whole host that asks for a pause, not only this page.
                host.ready = max(host.ready, time.monotonic() + min(after, limits.longest_pause_s))
            if again is not None and number < limits.tries and (after or 0) <= limits.longest_pause_s:
                if after is None:
                    host.ready = max(host.ready, time.monotonic() + limits.pause_s)
                host.waiting.append((address, number + 1))
            else:
                self.answers.put((address, answer))
            if (after or 0) > limits.longest_pause_s:
                # Nor is it asked for its other pages; the answer is the same.
                while host.waiting:
                    self.answers.put((host.waiting.popleft()[0], answer))
            self._changed.notify_all()
