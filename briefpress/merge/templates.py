"""Layout templates: Jinja files that produce markup of the vocabulary."""

from __future__ import annotations

import hashlib
import marshal
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from types import CodeType
from typing import Any

import jinja2
from jinja2 import (
    BaseLoader,
    BytecodeCache,
    Environment,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.bccache import Bucket
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from briefpress.diagnostics import Findings, Span, did_you_mean
from briefpress.merge.jinja_words import explain
from briefpress.merge.sandbox import LayoutEnvironment, UnknownNameError
from briefpress.workspace import Workspace
from briefpress.workspace.compiled import keep, recall, source_of
from briefpress.workspace.workspace import BUILTIN

SUFFIX = ".xml"
#: Parts of other templates, and what the program writes itself: no brief can be made with them.
_PARTS = frozenset(("base", "blocks", "change-memo"))
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,79}\.xml")
_TAG = re.compile(r"<([a-z][a-z0-9-]*)(?=[\s/>])")


class _Places(Extension):
    """Gives every element that stands literally in a template its place: ``at="path:line:column+length"``.

    A template that knows better, because the element carries a value of the brief, writes ``origin``.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        self._lines = source.splitlines()
        self._columns: dict[int, dict[str, list[int]]] = {}
        return source

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        path = stream.filename or stream.name or ""
        met: dict[tuple[int, str], int] = {}
        for token in stream:
            if token.type == "data" and "<" in token.value:
                yield Token(token.lineno, "data", self._annotate(token, path, met))
            else:
                yield token

    def _annotate(self, token: Token, path: str, met: dict[tuple[int, str], int]) -> str:
        """Write places into a piece of a template.

        Args:
            token: The piece; Jinja tells its line and no column.
            path: Of the template.
            met: Line and tag -> how many of them came before.
        """
        line, counted = token.lineno, 0

        def place(match: re.Match[str]) -> str:
            nonlocal line, counted
            line += token.value.count("\n", counted, match.start())
            counted = match.start()
            before = met.get((line, match[1]), 0)
            met[line, match[1]] = before + 1
            columns = self._columns_of(line).get(match[1])
            column = columns[min(before, len(columns) - 1)] if columns else 0
            return f'<{match[1]} at="{path}:{line}:{column + 1}+{len(match[0])}"'

        return _TAG.sub(place, token.value)

    def _columns_of(self, line: int) -> dict[str, list[int]]:
        """Return where each tag of a line stands, found once: a line may have thousands."""
        if line not in self._columns:
            found: dict[str, list[int]] = {}
            for tag in _TAG.finditer(self._lines[line - 1] if line <= len(self._lines) else ""):
                found.setdefault(tag[1], []).append(tag.start())
            self._columns[line] = found
        return self._columns[line]


class Finder:
    """Finds the files of ``templates/``, and the shipped ones that a project has none in place of.

    It looks for each once: asking the disk again for what is not there takes as long as setting a paragraph.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._known: dict[str, tuple[str | None, frozenset[str]]] = {}

    def find(self, name: str) -> str | None:
        """Return the path of a file, or None; every edition that asks has read it."""
        if name not in self._known:
            with self._workspace.recording() as reads:
                path = self._find(name)
            self._known[name] = (path, frozenset(reads))
        path, paths = self._known[name]
        self._workspace.record(paths)
        return path

    def _find(self, name: str) -> str | None:
        if name.startswith(BUILTIN):
            path = f"{BUILTIN}templates/{name.removeprefix(BUILTIN)}"
            return path if self._workspace.exists(path) else None
        return self._workspace.find("templates", name)


class _Loader(BaseLoader):
    """Finds ``fact-sheet.xml`` in the project or the program, ``builtin:fact-sheet.xml`` in the program only.

    The second name is for a project's template that changes a part of the built-in one it replaces.
    """

    def __init__(self, workspace: Workspace, finder: Finder) -> None:
        self._workspace = workspace
        self._finder = finder

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        path = self.find(template)
        if path is None:
            raise TemplateNotFound(template)
        try:
            text = self._workspace.read(path).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            raise TemplateSyntaxError("the file is not saved as UTF-8", line, template, path) from None

        def is_up_to_date() -> bool:
            # No file changes during a run; but an edition that finds a template compiled has read it, too.
            return self.find(template) == path

        return text, path, is_up_to_date

    def find(self, name: str) -> str | None:
        """Return the path of a template, or None."""
        return self._finder.find(name) if _NAME.fullmatch(name.removeprefix(BUILTIN)) else None


class _Compiled(BytecodeCache):
    """The code of each template as it was last compiled in this process, for whichever project.

    That of shipped ones is kept from run to run, beside them: to compile them takes as long as to set some
    sheets. That of a project's is not: code that lies in a project would have to be trusted.
    """

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, CodeType]] = {}
        self._shipped: dict[str, str] = {}

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        if filename is not None and filename.startswith(BUILTIN) and _compiler():
            self._shipped[self.get_cache_key(name, filename)] = filename
        return super().get_bucket(environment, name, filename, source)

    def get_source_checksum(self, source: str) -> str:
        return hashlib.sha256(source.encode("utf-8")).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self._known.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code
        elif path := self._shipped.get(bucket.key):
            kept = recall(path, bucket.key[:8], _all_of(bucket))
            if kept is not None:
                bucket.code = marshal.loads(kept)
                self._known[bucket.key] = (bucket.checksum, bucket.code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is None:
            return
        self._known[bucket.key] = (bucket.checksum, bucket.code)
        if path := self._shipped.get(bucket.key):
            keep(path, bucket.key[:8], _all_of(bucket), marshal.dumps(bucket.code))


def _all_of(bucket: Bucket) -> str:
    """Return what the code of a template depends on: its name, path and source, and what compiles it."""
    return f"{bucket.key} {bucket.checksum} {_compiler()}"


@cache
def _compiler() -> str:
    """Return a digest of what compiles templates: our part of it, and Jinja by its release.

    It is empty where the program comes without its source: then nobody could tell what has changed.
    """
    sha = hashlib.sha256(f"{jinja2.__version__}\0".encode())
    try:
        for module in (__name__, LayoutEnvironment.__module__):
            sha.update(source_of(module))
    except OSError:
        return ""
    return sha.hexdigest()


_COMPILED = _Compiled()


class LayoutTemplates:
    """The templates of a project, compiled once."""

    def __init__(self, workspace: Workspace, finder: Finder) -> None:
        self._workspace = workspace
        self._loader = _Loader(workspace, finder)
        self._environment = LayoutEnvironment(
            loader=self._loader,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=[_Places],
            bytecode_cache=_COMPILED,
        )

    def render(
        self, name: str, span: Span, context: dict[str, Any], findings: Findings
    ) -> tuple[str, str] | None:
        """Render a layout template.

        Args:
            name: Without its ending: ``fact-sheet``.
            span: Where the brief names it.
            context: What the template may use.
            findings: Collects errors.

        Returns:
            The markup and the template's path, or None after reporting.
        """
        path = self._loader.find(name + SUFFIX)
        if path is None:
            names = [n for n in self._workspace.names("templates", SUFFIX) if n not in _PARTS]
            hint = did_you_mean(name, names) or f"templates are {', '.join(names)}"
            findings.error("MERGE007", f"there is no layout template `{name}`", span, hint=hint)
            return None
        try:
            return self._environment.get_template(name + SUFFIX).render(context), path
        except Exception as error:  # a template can raise anything; it is the designer's mistake, not ours
            self._report(error, path, (*context, *self._environment.globals), findings)
            return None

    def _report(self, error: Exception, path: str, names: Sequence[str], findings: Findings) -> None:
        message, hint = explain(error)
        where = _innermost(error) or Span(path)
        if isinstance(error, UnknownNameError):
            known = error.known or names
            message = f"there is no `{error.name}`" + (" in what this name holds" if error.known else "")
            hint = did_you_mean(error.name, [name for name in known if not name.startswith("_")])
            where = self._place(where, error.name)
        elif isinstance(error, TemplateSyntaxError):
            where = Span(error.filename or path, error.lineno)
        elif isinstance(error, TemplateNotFound):
            message = f"there is no template `{error.message}`"
            hint = "templates are files in templates/ whose names have small letters, digits and hyphens"
        elif isinstance(error, RecursionError):
            message = "it uses itself without end"
            hint = "a template that replaces a built-in one extends it as `builtin:name.xml`"
        elif not isinstance(error, TemplateError):
            message = f"{type(error).__name__}: {message}"
        hint = hint or "docs/templates.md says what a layout template may use"
        findings.error("MERGE008", f"the layout template cannot be rendered: {message}", where, hint=hint)

    def _place(self, line: Span, name: str) -> Span:
        """Return the place of a name in a line, of which Jinja tells no more than the number."""
        text = self._workspace.read(line.path).decode("utf-8-sig").split("\n")[line.line - 1]
        found = re.search(rf"(?<![\w]){re.escape(name)}(?!\w)", text)
        return Span(line.path, line.line, found.start() + 1, len(name)) if found else line


def _innermost(error: Exception) -> Span | None:
    """Return the line of a template in which an error arose; Jinja maps its frames to templates."""
    where, trace = None, error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.endswith(SUFFIX):
            where = Span(file, trace.tb_lineno)
        trace = trace.tb_next
    return where
