"""Layout templates: Jinja files that produce markup of the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from jinja2 import (
    BaseLoader,
    Environment,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefpress.diagnostics import Findings, Span, did_you_mean
from briefpress.workspace import Workspace

SUFFIX = ".xml"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,79}\.xml")
_TAG = re.compile(r"<([a-z][a-z0-9-]*)(?=[\s/>])")


class _Places(Extension):
    """Gives every element that stands literally in a template its line: ``at="path:line"``.

    A template that knows better, because the element carries a value of the brief, writes ``origin``.
    """

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        for token in stream:
            if token.type == "data" and "<" in token.value:
                yield Token(token.lineno, "data", self._annotate(token, stream.filename or stream.name or ""))
            else:
                yield token

    @staticmethod
    def _annotate(token: Token, path: str) -> str:
        def place(match: re.Match[str]) -> str:
            line = token.lineno + token.value.count("\n", 0, match.start())
            return f'<{match[1]} at="{path}:{line}"'

        return _TAG.sub(place, token.value)


class _Loader(BaseLoader):
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        path = self._workspace.find("templates", template) if _NAME.fullmatch(template) else None
        if path is None:
            raise TemplateNotFound(template)
        return self._workspace.read(path).decode("utf-8"), path, lambda: True


class LayoutTemplates:
    """The templates of a project, compiled once."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._environment = ImmutableSandboxedEnvironment(
            loader=_Loader(workspace),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            extensions=[_Places],
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
        path = self._workspace.find("templates", name + SUFFIX) if _NAME.fullmatch(name + SUFFIX) else None
        if path is None:
            names = [n for n in self._workspace.names("templates", SUFFIX) if n not in ("base", "blocks")]
            hint = did_you_mean(name, names) or f"templates are {', '.join(names)}"
            findings.error("MERGE007", f"there is no layout template `{name}`", span, hint=hint)
            return None
        try:
            return self._environment.get_template(name + SUFFIX).render(context), path
        except Exception as error:  # a template can raise anything; it is the designer's mistake, not ours
            self._report(error, path, findings)
            return None

    @staticmethod
    def _report(error: Exception, path: str, findings: Findings) -> None:
        where = Span(path)
        if isinstance(error, TemplateSyntaxError):
            where = Span(error.filename or path, error.lineno)
        else:
            trace = error.__traceback__
            while trace is not None:  # the innermost frame that Jinja mapped to a template
                file = trace.tb_frame.f_code.co_filename
                if file.endswith(SUFFIX):
                    where = Span(file, trace.tb_lineno)
                trace = trace.tb_next
        message = str(error).split("\n")[0] or type(error).__name__
        if isinstance(error, TemplateNotFound):
            message = f"there is no template `{error.message}` to include"
        elif not isinstance(error, TemplateError):
            message = f"{type(error).__name__}: {message}"
        findings.error(
            "MERGE008",
            f"the layout template cannot be rendered: {message}",
            where,
            hint="docs/templates.md says what a layout template may use",
        )
