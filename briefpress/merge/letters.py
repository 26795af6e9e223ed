"""Templates of mail: Jinja in the sandbox of layouts, and what comes out is text or HTML."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, FunctionLoader, TemplateError, TemplateNotFound, TemplateSyntaxError
from markupsafe import Markup

from briefpress.diagnostics import Findings, Span, did_you_mean
from briefpress.merge.jinja_words import explain
from briefpress.merge.sandbox import LayoutEnvironment, UnknownNameError
from briefpress.workspace import ReadError, Workspace

_CODE = "MAIL009"
#: How often something may be printed in loops: nobody reads a longer message.
_LONGEST = 200_000


class LetterTemplates:
    """The templates of a project's messages, compiled once.

    Args:
        workspace: Where they are.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._sources: dict[str, str] = {}
        loader = FunctionLoader(self._source)
        self._plain = LayoutEnvironment(
            autoescape=False, loader=loader, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
        )
        self._html = LayoutEnvironment(loader=loader, trim_blocks=True, lstrip_blocks=True)

    def render_file(self, name: str, context: Mapping[str, Any], findings: Findings) -> str | None:
        """Return what a template of ``templates/mail/``, or one that ships, prints; None after reporting.

        Args:
            name: With its ending; of ``.html`` what it prints of texts is escaped.
            context: What it may use.
            findings: Collects mistakes.
        """
        path = self._workspace.find("templates", f"mail/{name}")
        if path is None:
            hint = f"write `templates/mail/{name}`"
            findings.error(_CODE, f"there is no template `mail/{name}`", hint=hint)
            return None
        try:
            self._sources[path] = self._workspace.read(path).decode("utf-8-sig")
        except (ReadError, UnicodeDecodeError):
            findings.error(_CODE, f"`{path}` is not saved as UTF-8", Span(path), hint="save it as UTF-8")
            return None
        environment = self._html if name.endswith(".html") else self._plain
        return self._render(environment, path, lambda line: Span(path, line), context, findings)

    def render_text(
        self, text: str, span: Span, context: Mapping[str, Any], findings: Findings
    ) -> str | None:
        """Return what a template prints that stands in another file; None after reporting."""
        name = f"{span.path}:{span.line}:{span.column}"
        self._sources[name] = text
        return self._render(self._plain, name, lambda line: span, context, findings)

    def frame(self, subject: str, parts: Sequence[SimpleNamespace], findings: Findings) -> str | None:
        """Return the page around what a message says; None after reporting.

        Args:
            subject: Its title.
            parts: In each language, its ``lang``, ``dir`` and ``html``.
            findings: Collects mistakes of the template.
        """
        marked = [SimpleNamespace(lang=one.lang, dir=one.dir, html=Markup(one.html)) for one in parts]
        return self.render_file("frame.html", {"subject": subject, "parts": marked}, findings)

    def _source(self, name: str) -> tuple[str, str, Callable[[], bool]] | None:
        text = self._sources.get(name)
        return None if text is None else (text, name, lambda: self._sources.get(name) == text)

    def _render(
        self,
        environment: Environment,
        name: str,
        place: Callable[[int], Span],
        context: Mapping[str, Any],
        findings: Findings,
    ) -> str | None:
        try:
            pieces, length = [], 0
            for piece in environment.get_template(name).generate(context):
                pieces.append(piece)
                length += len(piece)
                if length > _LONGEST:
                    raise TemplateSyntaxError("it prints more than anybody reads", 1, name)
            return "".join(pieces)
        except Exception as error:  # a template can raise anything; it is its author's mistake, not ours
            message, hint = explain(error)
            line = error.lineno if isinstance(error, TemplateSyntaxError) else _line_in(name, error)
            if isinstance(error, UnknownNameError):
                known = error.known or context
                message = f"there is no `{error.name}`" + (" in what this name holds" if error.known else "")
                hint = did_you_mean(error.name, [one for one in known if not one.startswith("_")])
            elif isinstance(error, TemplateNotFound):
                message, hint = "a template of mail stands alone", "copy into it what it needs of others"
            elif not isinstance(error, TemplateError):
                message = f"{type(error).__name__}: {message}"
            message = f"the template of a message cannot be rendered: {message}"
            findings.error(_CODE, message, place(line), hint=hint or "docs/mail.md says what it may use")
            return None


def _line_in(name: str, error: Exception) -> int:
    """Return the line of a template in which an error arose; Jinja maps its frames to templates."""
    line, trace = 1, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == name:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
