"""What an author writes between ``{{`` and ``}}``, and what it becomes.

Everything renders itself as a short token of private-use characters that Markdown passes through untouched;
`expand_tokens` puts the markup in its place afterwards. So neither Jinja nor Markdown ever sees a fact's
digits, and characters that an author types stay characters.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from typing import ClassVar, NoReturn, TypeAlias

from msgspec import Struct

from briefpress.facts import CLAIMS
from briefpress.merge.characters import xml_attribute, xml_text
from briefpress.merge.conditions import ROW
from briefpress.merge.locale import primary
from briefpress.merge.places import TextPlace

OPEN, CLOSE = "\ue000", "\ue001"
TOKEN = re.compile(f"{OPEN}([0-9]{{1,9}}){CLOSE}")

#: `abbr` and `lang` can stand inside each other; markup that doubles with each level stops here.
MAX_MARKUP = 100_000

#: Markup by token number. The same markup always has the same number in a process, so that a rendered text
#: is a key under which its Markdown can be remembered; the numbers themselves never reach an output.
_markup: list[str] = []
_numbers: dict[str, int] = {}


def expand_tokens(text: str) -> str:
    """Replace the tokens in markup by what they stand for."""
    return TOKEN.sub(lambda match: _markup[int(match[1])], text) if OPEN in text else text


class ClaimUse(Struct):
    """A claim that a text makes of facts.

    Attributes:
        name: The relation, a key of `briefpress.facts.CLAIMS` or a slip.
        facts: Ids.
        words: What it prints.
        place: The text, once it is known.
    """

    name: str
    facts: tuple[str, ...]
    words: str = ""
    place: TextPlace | None = None


class SourcedUse(Struct):
    """Words that say what no fact can, and lean on a source.

    Attributes:
        source: An id, or a slip.
        words: What they print.
        place: The text, once it is known.
    """

    source: str
    words: str
    place: TextPlace | None = None


class Uses:
    """What one rendering of a brief quoted.

    Attributes:
        facts: Ids that texts and charts name, in the order of first use.
        asked: Ids of facts of which it was asked whether there are such, be there any or not.
        drawn: Ids of those of them that key figures are compared with, or draw, in the order of first use.
        past: Ids of those of them that nothing else names, and that are of the past: they do not grow old.
        printed: Ids and the languages they were printed in.
        as_printed: Id -> the form and the language it was printed in -> its characters, in reading order.
        notes: Note -> its number, in the order of first use.
        refs: Ids of the blocks that texts refer to, in the order of first use.
        claims: What texts claim of facts, in the order of the text.
        sourced: Words that lean on a source, in the order of the text.
        tokens: Numbers of the tokens that were handed out.
        same_until: The first and the last day on which the ages of its facts mean what they mean today.
    """

    def __init__(self) -> None:
        self.facts: dict[str, None] = {}
        self.asked: dict[str, None] = {}
        self.drawn: dict[str, None] = {}
        self.past: dict[str, None] = {}
        self.printed: set[tuple[str, str]] = set()
        self.as_printed: dict[str, dict[tuple[str, str], str]] = {}
        self.notes: dict[str, int] = {}
        self.refs: dict[str, None] = {}
        self.claims: list[ClaimUse] = []
        self.sourced: list[SourcedUse] = []
        self.tokens: set[int] = set()
        self.same_until = (dt.date.min, dt.date.max)

    def clear(self) -> None:
        """Forget all, for another text."""
        self.facts.clear()
        self.asked.clear()
        self.drawn.clear()
        self.past.clear()
        self.printed.clear()
        self.notes.clear()
        self.refs.clear()
        self.claims.clear()
        self.sourced.clear()
        self.tokens.clear()

    def token(self, markup: str) -> str:
        """Return the token that stands for a piece of markup."""
        number = _numbers.get(markup)
        if number is None:
            if len(markup) > MAX_MARKUP:
                raise ValueError("the text becomes too long")
            number = _numbers[markup] = len(_markup)
            _markup.append(markup)
        self.tokens.add(number)
        return f"{OPEN}{number}{CLOSE}"


class FactReference:
    """``fms.portfolio.value``: a name that grows with each dot and prints itself as a fact.

    Whether there is such a fact is asked when the node tree is built, where the answer has a place in a file.
    """

    __slots__ = ("_path", "_uses")

    # Jinja asks every object that it calls for this.
    jinja_pass_arg: ClassVar[None] = None

    def __init__(self, path: str, uses: Uses) -> None:
        self._path = path
        self._uses = uses

    def __getattr__(self, name: str) -> FactReference:
        if name.startswith("_"):
            raise AttributeError(name)
        return FactReference(f"{self._path}.{name}", self._uses)

    def __call__(self, form: str = "") -> str:
        """Return the token of the fact in a form."""
        self._uses.facts[self._path] = None
        with_form = f" form={xml_attribute(_quoted(form, 'the form of a fact'))}" if form else ""
        return self._uses.token(f"<fact name={xml_attribute(self._path)}{with_form}/>")

    def __str__(self) -> str:
        return self()

    def _refuse(self, other: object) -> NoReturn:
        # Equality would be that of two objects here: never, whatever the value is.
        raise TypeError("a text cannot compare facts")

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _refuse
    __hash__ = object.__hash__


class RowName(str):
    """The name by which the texts of a series call the row that an edition is of.

    It stands among the first parts of the ids of facts, and leads to the facts of the row.

    Attributes:
        path: The id of the table and of the row.
        has: Tells whether there is a fact of an id.
    """

    path: str
    has: Callable[[str], bool]

    def __new__(cls, path: str, has: Callable[[str], bool]) -> RowName:
        """Return the name, which is the same in all rows."""
        name = super().__new__(cls, ROW)
        name.path, name.has = path, has
        return name


class _RowReference(FactReference):
    """``row.capital``: may be asked whether the row has such a fact, ``{% if row.capital %}``."""

    __slots__ = ("_has",)

    def __init__(self, path: str, uses: Uses, has: Callable[[str], bool]) -> None:
        super().__init__(path, uses)
        self._has = has

    def __getattr__(self, name: str) -> FactReference:
        if name.startswith("_"):
            raise AttributeError(name)
        return _RowReference(f"{self._path}.{name}", self._uses, self._has)

    def __bool__(self) -> bool:
        self._uses.asked[self._path] = None
        return self._has(self._path)


#: What a name in a text can be.
Named: TypeAlias = FactReference | Callable[..., str]


def author_context(namespaces: Iterable[str], lang: str, uses: Uses) -> dict[str, Named]:
    """Return the names that a text may use.

    Args:
        namespaces: The first segments of the fact ids.
        lang: Of the text: a claim without words of its own is printed in it.
        uses: Collects what is quoted.
    """

    def note(name: str) -> str:
        name = _quoted(name, "the name of a note")
        number = uses.notes.setdefault(name, len(uses.notes) + 1)
        return uses.token(f"<noteref note={xml_attribute(f'note-{name}')}>{number}</noteref>")

    def ref(name: str, words: object = "") -> str:
        name = _quoted(name, "the id of a block")
        uses.refs[name] = None
        return uses.token(f"<ref target={xml_attribute(name)}>{_markup_of(words)}</ref>")

    def lang_(tag: str, text: object) -> str:
        name = xml_attribute(_quoted(tag, "a language tag"))
        return uses.token(f"<span lang={name}>{_markup_of(text)}</span>")

    def abbr(short: object, expansion: str) -> str:
        title = xml_attribute(_quoted(expansion, "what an abbreviation stands for"))
        return uses.token(f"<abbr title={title}>{_markup_of(short)}</abbr>")

    def sup(text: object) -> str:
        return uses.token(f"<sup>{_markup_of(text)}</sup>")

    def claim(name: str, *facts: object, say: object = "") -> str:
        name = _quoted(name, "the name of a claim")
        paths = [fact._path for fact in facts if isinstance(fact, FactReference)]
        if not paths or len(paths) < len(facts):
            raise TypeError('a claim is made of facts: claim("tripled", fms.portfolio.growth)')
        uses.facts.update(dict.fromkeys(paths))
        words = CLAIMS[name].words if name in CLAIMS else {primary(lang): name}
        if not say and primary(lang) not in words:
            raise TypeError(f'a claim in `{lang}` needs words of its own: claim("{name}", ..., say="...")')
        said = text_of(say) if say else words[primary(lang)]
        uses.claims.append(ClaimUse(name, tuple(paths), said))
        return said

    def sourced(source: str, words: object) -> str:
        said = text_of(words)
        uses.sourced.append(SourcedUse(_quoted(source, "the id of a source"), said))
        return said

    context: dict[str, Named] = {
        str(name): _RowReference(name.path, uses, name.has)
        if isinstance(name, RowName)
        else FactReference(name, uses)
        for name in namespaces
    }
    for function in (note, ref, lang_, abbr, sup, claim, sourced):
        name = function.__name__.rstrip("_")
        function.__qualname__ = function.__name__ = name  # as messages about its arguments call it
        context[name] = function
    return context


def text_of(value: object) -> str:
    """Return what an expression prints.

    Raises:
        TypeError: It is nothing that a page can show.
    """
    if isinstance(value, str | FactReference):
        return str(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if callable(value):
        name = getattr(value, "__name__", "it")
        raise TypeError(f'`{name}` is called with what it needs: {name}("...")')
    raise TypeError("it gives no text")


def _markup_of(value: object) -> str:
    return expand_tokens(xml_text(text_of(value)))


def _quoted(value: object, what: str) -> str:
    if isinstance(value, str) and not TOKEN.search(value):
        return value
    raise TypeError(f"{what} is a text in quotes, in which no fact can stand")
