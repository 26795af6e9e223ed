"""How long, how often and how many at a time."""

from __future__ import annotations

from msgspec import Struct


class Limits(Struct, frozen=True):
    """What asking may take.

    Attributes:
        each_s: Seconds for an address, with all that it redirects to.
        all_s: Seconds for all of them.
        at_a_time: How many addresses are asked at a time.
        per_host: How many of them of one host.
        tries: How often an address is asked whose server has trouble, or asks to wait.
        pause_s: Seconds between two tries where the server does not say.
        longest_pause_s: A server that asks to wait longer is not asked again.
    """

    each_s: float = 20
    all_s: float = 600
    at_a_time: int = 8
    per_host: int = 2
    tries: int = 2
    pause_s: float = 2
    longest_pause_s: float = 30
