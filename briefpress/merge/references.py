"""What an author writes between ``{{`` and ``}}``, and what it becomes.

Everything renders itself as a short token of private-use characters that Markdown passes through untouched;
`expand_tokens` puts the markup in its place afterwards. So neither Jinja nor Markdown ever sees a fact's
digits, and characters that an author types stay characters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar
from xml.sax.saxutils import escape, quoteattr

from markupsafe import Markup
from markupsafe import escape as escape_markup

OPEN, CLOSE = "\ue000", "\ue001"
_TOKEN = re.compile(f"{OPEN}([0-9]+){CLOSE}")

#: Markup by token number. The same markup always has the same number in a process, so that a rendered text
#: is a key under which its Markdown can be remembered; the numbers themselves never reach an output.
_markup: list[str] = []
_numbers: dict[str, int] = {}


def token(markup: str) -> str:
    """Return the token that stands for a piece of markup."""
    number = _numbers.get(markup)
    if number is None:
        number = _numbers[markup] = len(_markup)
        _markup.append(markup)
    return f"{OPEN}{number}{CLOSE}"


def expand_tokens(text: str) -> str:
    """Replace the tokens in markup by what they stand for."""
    return _TOKEN.sub(lambda match: _markup[int(match[1])], text)


class Uses:
    """What one rendering of a brief quoted, in the order of first use."""

    def __init__(self) -> None:
        self.facts: dict[str, None] = {}
        self.notes: dict[str, int] = {}


class FactReference:
    """``fms.portfolio.value``: a name that grows with each dot and prints itself as a fact.

    Whether there is such a fact is asked when the node tree is built, where the answer has a place in a file.
    """

    __slots__ = ("_path", "_uses")

    # Jinja's sandbox asks every object for these before it calls it.
    unsafe_callable: ClassVar[bool] = False
    alters_data: ClassVar[bool] = False
    jinja_pass_arg: ClassVar[None] = None

    def __init__(self, path: str, uses: Uses) -> None:
        self._path = path
        self._uses = uses

    def __getattr__(self, name: str) -> FactReference:
        if name.startswith("_"):
            raise AttributeError(name)
        return FactReference(f"{self._path}.{name}", self._uses)

    def __call__(self, form: str = "") -> Markup:
        """Return the token of the fact in a form."""
        self._uses.facts[self._path] = None
        with_form = f" form={quoteattr(str(form))}" if form else ""
        return Markup(token(f"<fact name={quoteattr(self._path)}{with_form}/>"))

    def __html__(self) -> str:
        return str(self())


def author_context(namespaces: Mapping[str, object], uses: Uses) -> dict[str, Any]:
    """Return the names that a text may use.

    Args:
        namespaces: The first segments of the fact ids.
        uses: Collects what is quoted.
    """

    def note(name: str) -> Markup:
        number = uses.notes.setdefault(str(name), len(uses.notes) + 1)
        target = quoteattr(f"note-{name}")
        return Markup(token(f"<noteref note={target}>{number}</noteref>"))

    def lang(tag: str, text: object) -> Markup:
        inner = expand_tokens(str(escape_markup(text)))
        return Markup(token(f"<span lang={quoteattr(str(tag))}>{inner}</span>"))

    def abbr(short: object, expansion: str) -> Markup:
        inner = expand_tokens(str(escape_markup(short)))
        return Markup(token(f"<abbr title={quoteattr(str(expansion))}>{inner}</abbr>"))

    def sup(text: object) -> Markup:
        return Markup(token(f"<sup>{escape(str(text))}</sup>"))

    functions = {"note": note, "lang": lang, "abbr": abbr, "sup": sup}
    return {**{name: FactReference(name, uses) for name in namespaces}, **functions}
