"""What is known of one code."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CodeInfo:
    """The entry of one code in ``docs/errors.md``.

    Attributes:
        title: The kind of mistake, as a heading without a full stop.
        explanation: Why it is refused, in sentences.
        wrong: An example that is refused, as lines of YAML or text; may be empty.
        right: The same example put right; may be empty.
    """

    title: str
    explanation: str
    wrong: str = ""
    right: str = ""
