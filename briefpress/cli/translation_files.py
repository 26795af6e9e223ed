"""``translations export`` and ``import``: files that translators work on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from briefpress.build.approvals import Translated
from briefpress.build.project import Project, briefs_by_name
from briefpress.build.publication import ROOM, cannot_write, publish
from briefpress.build.render import Renderer
from briefpress.cli.console import Console
from briefpress.diagnostics import Findings, Span
from briefpress.facts import language_name
from briefpress.merge.conditions import ROW
from briefpress.merge.fact_text import FactPrinter
from briefpress.translation.exchange import messages_of, rewrite, take_in
from briefpress.translation.exchange.po import read_po, write_po
from briefpress.translation.exchange.xliff import MAX_BYTES, UnreadableError, read_xliff, write_xliff
from briefpress.translation.units import source_language, units_of
from briefpress.workspace import ReadError, read_named

#: Endings of file names -> how such files are written and read.
_FORMATS = {
    ".xlf": (write_xliff, read_xliff),
    ".xliff": (write_xliff, read_xliff),
    ".po": (write_po, read_po),
}


def export_file(
    console: Console,
    found: Sequence[Translated],
    languages: Sequence[str],
    to: Path | None,
    findings: Findings,
) -> int:
    """Write a file for a translator.

    Args:
        console: Where to report.
        found: The briefs.
        languages: The one language that is asked for.
        to: The file; its ending says the format.
        findings: Collects errors.
    """
    if len(languages) != 1 and not findings.errors:
        findings.error("USAGE001", "one language is exported at a time", hint="add `--lang fr`, for instance")
    if (to is None or to.suffix.lower() not in _FORMATS) and not findings.errors:
        hint = "add `--to fr.xlf` for XLIFF 2.1, or `--to fr.po` for PO"
        findings.error("USAGE001", "no file of a known kind is named to write to", hint=hint)
    sources = {source_language(one.brief) for one in found}
    if len(sources) > 1 and not findings.errors:
        findings.error(
            "USAGE001",
            f"the briefs are written in {' and '.join(sorted(sources))} first",
            hint="name briefs that are translated from the same language",
        )
    if findings.errors or to is None or not found:
        console.print_findings(findings)
        return console.exit_code(findings)
    (lang,) = languages
    printers: dict[int, FactPrinter] = {}
    briefs = []
    for one in found:
        source = source_language(one.brief)
        if lang == source:
            continue
        printer = printers.setdefault(id(one.book), FactPrinter(one.book, source))
        states = {t.group: t for t in one.translations if t.lang == lang}
        messages = list(messages_of(one.brief, lang, states, printer))
        briefs.append((one.brief.name, one.brief.path, messages))
    write, _ = _FORMATS[to.suffix.lower()]
    data = write(briefs, sources.pop(), lang)
    try:
        publish(to, data)
    except OSError as error:
        cannot_write(to, error, findings, ROOM)
    count = sum(len(messages) for _, _, messages in briefs)
    to_do = sum(1 for _, _, messages in briefs for m in messages if m.state in ("missing", "stale"))
    if console.is_text:
        console.print_findings(findings)
        if not findings.errors:
            console.print(f"{console.paint('built', 'written')} {to}: {count} texts, {to_do} to translate")
    else:
        console.print_document(findings, written=str(to), texts=count, to_do=to_do)
    return console.exit_code(findings)


def import_files(console: Console, project: Project, paths: Sequence[Path], findings: Findings) -> int:
    """Put what came back from a translator into the briefs.

    Args:
        console: Where to report.
        project: Whose briefs they are.
        paths: The files.
        findings: Collects errors.
    """
    if not paths:
        findings.error("USAGE001", "no file is named to import", hint="`translations import fr.xlf`")
    told = []
    for path in paths:
        told += _import(project, path, findings)
    if console.is_text:
        console.print_findings(findings)
        for line in told:
            console.print(str(line["text"]))
    else:
        console.print_document(
            findings, imported=[{k: v for k, v in one.items() if k != "text"} for one in told]
        )
    return console.exit_code(findings)


def _import(project: Project, path: Path, findings: Findings) -> list[dict[str, object]]:
    span = Span(str(path))
    form = _FORMATS.get(path.suffix.lower())
    if form is None:
        findings.error("EXCH001", f"`{path}` is neither XLIFF nor PO", span, hint="it ends with .xlf or .po")
        return []
    try:
        _, lang, returned = form[1](read_named(path, MAX_BYTES))
    except ReadError as error:
        findings.error("EXCH001", str(error), span, hint="check the name of the file")
        return []
    except UnreadableError as error:
        hint = "ask the translator for the file as it was exported, in the same format"
        findings.error("EXCH001", f"`{path}`: {error}", Span(str(path), error.line, 1, 1), hint=hint)
        return []
    merger = Renderer(project).merger(findings)
    names = briefs_by_name(project, findings)
    briefs = {
        name: brief for name, file in names.items() if (brief := project.brief(file, findings)) is not None
    }
    if not lang or any(source_language(brief) == lang for brief in briefs.values()):
        findings.error(
            "EXCH001",
            f"`{path}` is for {f'`{lang}`, the language of the source' if lang else 'no language'}",
            span,
            hint="export it again, with the language that it is translated into",
        )
        return []
    if findings.errors:
        return []
    intake = take_in(returned, lang, briefs, (*merger.namespaces, ROW), str(path), findings)
    told: list[dict[str, object]] = []
    for file, texts in intake.texts.items():
        brief = next(one for one in briefs.values() if one.path == file)
        missing = [unit.id for unit in units_of(brief) if unit.id not in texts]
        if lang not in brief.languages and missing:
            findings.error(
                "EXCH004",
                f"{len(missing)} texts of `{brief.name}` have no {language_name(lang)} yet, "
                f"such as `{missing[0]}`",
                span,
                hint="a brief gets a new language when all of its texts are translated",
            )
            continue
        old = project.workspace.read(file)
        new = rewrite(old.decode("utf-8-sig"), brief, lang, texts)
        bom = b"\xef\xbb\xbf" if old.startswith(b"\xef\xbb\xbf") else b""
        publish(project.workspace.root / file, bom + new.encode("utf-8"))
        told.append(
            {
                "text": f"{len(texts)} {lang} texts into {file}",
                "brief": file,
                "lang": lang,
                "units": list(texts),
            }
        )
    rest = [
        (intake.unchanged, "unchanged"),
        (intake.waiting, "not translated yet"),
        (intake.refused, "not taken"),
    ]
    shown = ", ".join(f"{count} {what}" for count, what in rest if count) or "nothing else"
    told.append(
        {
            "text": shown,
            "unchanged": intake.unchanged,
            "waiting": intake.waiting,
            "refused": intake.refused,
        }
    )
    return told
