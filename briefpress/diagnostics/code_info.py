"""What is known of one code, and of a family of codes."""

from __future__ import annotations

from msgspec import Struct


class CodeInfo(Struct, frozen=True):
    """What ``explain`` and the page of a code in ``docs/errors/`` say.

    Attributes:
        title: The kind of mistake, as a heading without a full stop.
        explanation: Why it is refused, in sentences.
        wrong: An example that is refused, as lines of YAML or text; may be empty.
        right: The same example put right; may be empty.
        see: Other codes that somebody who meets this one may want to read.
    """

    title: str
    explanation: str
    wrong: str = ""
    right: str = ""
    see: tuple[str, ...] = ()


class Family(Struct, frozen=True):
    """Codes that begin with the same letters.

    Attributes:
        heading: What they are about, as a heading.
        codes: What is known of each.
        guide: The page of the docs that says how the thing is done, from ``docs/``, with its title.
        language: Of the examples, as Markdown names it; empty where they are no YAML.
    """

    heading: str
    codes: dict[str, CodeInfo]
    guide: tuple[str, str]
    language: str = ""
