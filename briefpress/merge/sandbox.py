"""Jinja, as far as a project's files may use it.

Two environments, for two kinds of people. A designer's layout template has the language of Jinja without
its ways out of the sandbox. An author's text quotes facts; of the language it has a list of constructs that
can neither compute nor reach into an object, so that there is nothing to escape from and nothing to hang in.
What is left, such as loops in loops of a template, meets the time limit of the process.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from types import SimpleNamespace
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, Undefined, UndefinedError, nodes
from jinja2.exceptions import SecurityError, TemplateRuntimeError
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from briefpress.merge.references import FactReference, text_of

_NUMBERS = (int, float)


class UnknownNameError(UndefinedError):
    """A layout template used a name that nothing has.

    Attributes:
        name: The name.
        known: The names that stand there; empty where nobody can tell.
    """

    def __init__(self, message: str | None, name: str, known: Collection[str]) -> None:
        super().__init__(message)
        self.name = name
        self.known = known


class _LayoutUndefined(StrictUndefined):
    """What a layout template gets for a name that nothing has; it says so when it is used."""

    __slots__ = ()

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: type[TemplateRuntimeError] = UndefinedError,
    ) -> None:
        if hint is None and isinstance(name, str):
            known = list(vars(obj)) if isinstance(obj, SimpleNamespace) else ()
            super().__init__(hint, obj, name, partial(UnknownNameError, name=name, known=known))  # type: ignore[arg-type]
        else:
            super().__init__(hint, obj, name, exc)


class LayoutEnvironment(ImmutableSandboxedEnvironment):
    """For layout templates, and those of mail: no product of a text and a number.

    Other ways to fill memory, such as wide formats, meet the limit of a worker process.
    """

    intercepted_binops = frozenset(("*", "**", "%"))

    def __init__(self, *, autoescape: bool = True, **options: Any) -> None:
        super().__init__(autoescape=autoescape, undefined=_LayoutUndefined, **options)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Compute with small numbers only: ``"a" * 10**9`` would take a gigabyte."""
        if operator == "**" or not isinstance(left, _NUMBERS) or not isinstance(right, _NUMBERS):
            raise SecurityError(f"`{operator}` is for numbers" if operator != "**" else "`**` is not allowed")
        return super().call_binop(context, operator, left, right)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return what a dot leads to, without Jinja's long questions where `view` has put it there."""
        if type(obj) is SimpleNamespace and attribute in obj.__dict__ and not attribute.startswith("_"):
            return obj.__dict__[attribute]
        return super().getattr(obj, attribute)


#: The constructs of a text.
_ALLOWED = frozenset(
    (
        *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Getattr),
        *(nodes.Call, nodes.Keyword, nodes.Tuple, nodes.List, nodes.Assign, nodes.For, nodes.If),
        *(nodes.CondExpr, nodes.And, nodes.Or, nodes.Not, nodes.Compare, nodes.Operand),
    )
)
#: What others are called in messages; the rest has the name of its class.
_NAMES: dict[type[nodes.Node], str] = {
    nodes.Filter: "filters (`|`)",
    nodes.FilterBlock: "filters",
    nodes.Test: "tests (`is`)",
    nodes.Getitem: "square brackets behind a name",
    nodes.Concat: "joining with `~`",
    nodes.AssignBlock: "`set` without `=`",
    nodes.BinExpr: "arithmetic",
    nodes.UnaryExpr: "arithmetic",
    nodes.Dict: "mappings",
}


class TextEnvironment(ImmutableSandboxedEnvironment):
    """For the texts of a brief, whose output is Markdown: so nothing is escaped for XML here."""

    def __init__(self) -> None:
        super().__init__(
            undefined=StrictUndefined, keep_trailing_newline=True, auto_reload=False, finalize=_printed
        )
        self.globals.clear()
        self.filters.clear()
        self.tests.clear()

    def parse_text(self, source: str) -> nodes.Template:
        """Parse a text and refuse what a text does not have.

        Raises:
            TemplateSyntaxError: It does not follow the grammar, or uses a construct that texts lack.
        """
        tree = self.parse(source)
        rest: list[tuple[nodes.Node, bool]] = [(tree, False)]
        while rest:
            node, is_inside_loop = rest.pop()
            is_loop = isinstance(node, nodes.For)
            if type(node) not in _ALLOWED:
                raise TemplateSyntaxError(f"texts have no {_construct(node)}", node.lineno)
            if is_loop and is_inside_loop:
                raise TemplateSyntaxError("texts have no loops inside loops", node.lineno)
            rest.extend((child, is_inside_loop or is_loop) for child in node.iter_child_nodes())
        return tree

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Let a dot stand in the id of a fact and behind ``loop``, and nowhere else."""
        return isinstance(obj, FactReference | LoopContext) and not attr.startswith("_")

    def is_safe_callable(self, obj: Any) -> bool:
        """Let a text call facts and the functions of `author_context`."""
        if isinstance(obj, FactReference | Undefined):  # calling what is undefined says so
            return True
        return getattr(obj, "__module__", "") == FactReference.__module__


def _construct(node: nodes.Node) -> str:
    for kind in type(node).__mro__:
        if kind in _NAMES:
            return _NAMES[kind]
    return f"`{type(node).__name__.lower()}`"


def _printed(value: object) -> str:
    if isinstance(value, Undefined):
        return str(value)  # raises, and says what is missing
    return text_of(value)
