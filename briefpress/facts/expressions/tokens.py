"""The text of an expression -> tokens, each with its offset."""

from __future__ import annotations

import re
from typing import NamedTuple

from briefpress.facts.expressions.refusal import Refusal, Refused
from briefpress.facts.values import MAX_DIGITS, plain_number, shorten

#: Longer than any formula that a reader could check.
MAX_LENGTH = 1000

#: What begins as a number and is none is taken as a whole, so that it can be refused as a whole.
_TOKEN = re.compile(
    r"""\s*(?:
        (?P<word>[^\W\d]\w*(?:\.\w+)*)
      | (?P<operator>[<>!=]=|[-+*/(),=<>])
      | (?P<number>[0-9]+(?:\.[0-9]+)?(?![\w.%'’]|,[0-9]))
      | (?P<odd>\.?[0-9](?:[\w.'’]|,(?=[0-9]))*%?)
      | (?P<strange>{%|\S)
    )""",
    re.VERBOSE,
)

#: What people write in place of an operator -> what to write.
_CURES = {
    "×": "write `*`",
    "·": "write `*`",
    "÷": "write `/`",
    ":": "write `/` for a division",
    "\u2212": "write the minus with a hyphen: `-`",
    "–": "write the minus with a hyphen: `-`",
    "—": "write the minus with a hyphen: `-`",
    "≤": "write `<=`",
    "≥": "write `>=`",
    "≠": "write `!=`",
    "≈": "write `=`, and how far the sides may be apart as `within:`",
    "!": "write `!=` for sides that differ",
    "%": "write `percent(50)` for fifty per cent",
    "^": "write the product out: `a.b * a.b`",
    "$": "write `money(13, CAD)` for an amount of money",
    "€": "write `money(13, EUR)` for an amount of money",
    "£": "write `money(13, GBP)` for an amount of money",
    "&": "write `and`",
    "|": "write an assertion of its own for each",
    ";": "write a comma between arguments",
    "[": "write parentheses: `(...)`",
    "]": "write parentheses: `(...)`",
    "{%": "there are no conditions: write a fact or an assertion of its own for each case",
    "{": "write the fact without braces: `norad.years`",
    "}": "write the fact without braces: `norad.years`",
    '"': "write ids and words without quotes",
    "'": "write ids and words without quotes",
    "’": "write ids and words without quotes",
    ".": "join the parts of an id with single dots and without spaces: `norad.years`",
}


class Token(NamedTuple):
    """One number, word or operator.

    Attributes:
        kind: ``number``, ``word`` or ``operator``; ``end`` stands behind the last one.
        text: Its characters.
        start: Offset of the first one.
    """

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """Offset behind the last character."""
        return self.start + len(self.text)

    @property
    def place(self) -> tuple[int, int]:
        """Offset of the first character, and the one behind the last."""
        return self.start, self.end


def tokenize(text: str) -> list[Token]:
    """Return the tokens of a text, and an ``end``.

    Raises:
        Refused: At the first character that has no place in an expression.
    """
    if len(text) > MAX_LENGTH:
        hint = "compute parts of it as facts of their own"
        message = f"it has more than {MAX_LENGTH} characters"
        raise Refused(Refusal("EXPR013", message, 0, len(text), "too long", hint))
    found = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        assert kind is not None  # every alternative has a name
        token = Token(kind, match[kind], match.start(kind))
        if kind == "strange":
            raise Refused(_strange(token))
        if kind == "odd" or len(token.text) > MAX_DIGITS:
            _check_number(token)
        found.append(token)
    found.append(Token("end", "", len(text)))
    return found


def _strange(token: Token) -> Refusal:
    char = token.text
    hint = _CURES.get(char, "use numbers, ids of facts, functions, `+ - * /` and parentheses")
    name = f"`{char}`" if char.isprintable() and char != "`" else f"the character U+{ord(char):04X}"
    return Refusal("EXPR001", f"{name} has no place in an expression", *token.place, "not understood", hint)


def _check_number(token: Token) -> None:
    """Refuse a number that is not digits with a point among them, or that has too many.

    Raises:
        Refused: With the cure.
    """
    text = token.text
    if token.kind != "odd":
        if token.kind == "number" and sum(map(str.isdigit, text)) > MAX_DIGITS:
            message = f"the number has more than {MAX_DIGITS} digits"
            raise Refused(Refusal("EXPR007", message, *token.place, "too many digits", "round it"))
        return
    bare = plain_number(text.rstrip("%").replace("_", "").removesuffix("."))
    if text.endswith("%"):
        hint = f"write `percent({bare or '...'})`"
    elif not bare:
        hint = "write its digits out, with a point before decimals"
    elif "," in text:
        hint = f"write `{bare}`; between two numbers stands a comma and a space"
    else:
        hint = f"write `{bare}`"
    message = f"`{shorten(text)}` is not a number"
    raise Refused(Refusal("EXPR001", message, *token.place, "not digits alone", hint))
