"""One edition -> bytes and findings; a pure function of the project's files."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from briefpress.build.fact_use import GLOSSARY, FactFingerprints, facts_used, last_day
from briefpress.build.fingerprint import Fingerprints
from briefpress.build.project import DEFAULT_PROFILE, Edition, Project
from briefpress.build.rendering import Rendering
from briefpress.build.saying import FactSayer, said_of
from briefpress.build.shared import Shared
from briefpress.build.status.names import page_address
from briefpress.build.versions import History, Numbered, Version, number, read_history
from briefpress.build.wording import digest_of
from briefpress.diagnostics import Diagnostic, Findings, Span
from briefpress.document import ARRANGEMENTS, nodes as n, put_together
from briefpress.document.nodes import Document
from briefpress.fonts import FontLibrary
from briefpress.layout import Theme, layout_document, load_theme
from briefpress.merge import Brief, Merger, Published, Uses, merge_edition
from briefpress.merge.brief import Name
from briefpress.merge.series import first_row
from briefpress.page import Page, on_paper
from briefpress.translation import LanguageChecks, check_translation, read_lock
from briefpress.workspace.workspace import BUILTIN

if TYPE_CHECKING:  # checking never loads ReportLab
    from briefpress.pdf import Attachment, Press


class _LaidOut(NamedTuple):
    """An edition in pages, what it used by language, and what was done so that it keeps their number."""

    laid_out: tuple[Document, Sequence[Page]] | None
    uses: dict[str, Uses]
    remedies: tuple[str, ...]


class Renderer:
    """Renders the editions of one project and keeps what they share: facts, briefs, themes, templates."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.fonts = FontLibrary(project.workspace)
        self._shared = Shared(project.workspace)
        self._prints = Fingerprints(project.workspace)
        self._versions: dict[tuple[str, str], Numbered] = {}  # by brief and `Edition.key`
        self._last: tuple[Edition | None, Shared] = (None, self._shared)

    def render(self, edition: Edition, *, write: bool = True) -> Rendering:
        """Merge and lay out an edition, and write it where that is asked for."""
        findings = Findings()
        with self.project.workspace.recording() as reads:
            laid_out, uses, remedies = self._pages(edition, findings)
            pdf = None
            pages = len(laid_out[1]) if laid_out else 0
            if write and laid_out is not None and not findings.errors:
                from briefpress.pdf import PROFILES, write_pdf  # checking never loads ReportLab

                profile = PROFILES[edition.profile]
                if profile.is_for_press:
                    pages = len(on_paper(laid_out[1]))
                pdf = write_pdf(
                    *laid_out,
                    self.fonts,
                    profile=profile,
                    attachments=self._attachments(edition, laid_out[0], uses, findings),
                    press=self._press(edition, uses, findings) if profile.is_for_press else None,
                )
        prints = self._fact_prints(findings)
        used = {use for lang, own in uses.items() for use in facts_used(own, lang)}
        facts = {use: prints.of(use) for use in sorted(used if write else used | {f"{GLOSSARY}@"})}
        if findings.errors:
            return Rendering(None, pages, tuple(findings), facts=facts)
        inputs = {path: self._prints.of(path) for path in sorted(reads)}
        first = max((own.same_until[0] for own in uses.values()), default=dt.date.min)
        last = min((own.same_until[1] for own in uses.values()), default=dt.date.max)
        days = (first.isoformat(), last.isoformat())
        values = {facts[use]: said for use in facts if (said := prints.value_of(use))} if write else {}
        said = self._said(edition, uses, pdf) if pdf is not None else ""
        new = self._new_version(edition)
        return Rendering(pdf, pages, tuple(findings), inputs, facts, values, days, said, remedies, new)

    def lay_out(
        self,
        edition: Edition,
        findings: Findings,
        uses: dict[str, Uses] | None = None,
        remedies: list[str] | None = None,
    ) -> tuple[Document, Sequence[Page]] | None:
        """Do everything but writing.

        Args:
            edition: What to merge and to set in pages.
            findings: Collects errors; the pages are to be printed only where there are none.
            uses: Collects the facts that were used, by language.
            remedies: Collects what the layout did to keep its number of pages.
        """
        merger = self.merger(findings)
        brief = self.project.brief(edition.brief, findings, edition.row)
        if brief is None:
            return None
        loaded = self._theme(brief, findings)
        theme = loaded.on(brief.paper.text) if loaded is not None else None
        # Merged in any case: the mistakes of a run show together. But where a brief has holes, shipped
        # templates fill in nothing, and their complaints would only repeat what was said.
        had_errors = findings.errors > 0
        merged = Findings()
        arrangement = ARRANGEMENTS.get(edition.lang)
        documents, drafts = [], {}
        for lang in brief.languages_of(edition.lang):
            own = Uses()
            drafts[lang] = self._check_translation(merger, brief, lang, findings)
            documents.append(
                merge_edition(
                    merger, brief, lang, merged, own, is_draft=drafts[lang], is_alone=arrangement is None
                )
            )
            if uses is not None:
                uses[lang] = own
        findings.extend(_without_consequences(merged, brief, had_errors=had_errors))
        self._check_languages(merger, brief, findings)
        sound = [document for document in documents if document is not None]
        if len(sound) < len(documents) or theme is None or findings.errors:
            return None
        _check_blank(brief, sound, findings)
        if brief.versions.text:
            # What an edition says decides its version, and the line that names it does not count: so it is
            # merged once without, and once with it.
            titles = {lang: each.title for lang, each in zip(drafts, sound, strict=True)}
            published = self._number(edition, brief, sound, titles, findings)
            again = [
                merge_edition(
                    merger,
                    brief,
                    lang,
                    merged,
                    is_draft=is_draft,
                    is_alone=arrangement is None,
                    published=published,
                )
                for lang, is_draft in drafts.items()
            ]
            sound = [document for document in again if document is not None]
            if merged.errors or published is None:
                findings.extend(d for d in merged if published is not None)
                return None
        document = sound[0] if arrangement is None else put_together(sound, arrangement)
        return document, layout_document(document, theme, findings, remedies)

    def merger(self, findings: Findings) -> Merger:
        """Return what merging needs of the project, loaded once."""
        return self._shared.get("merger", self._load_merger, findings)

    # ---- inside

    def _pages(self, edition: Edition, findings: Findings) -> _LaidOut:
        """Return an edition laid out and what it used; kinds of PDF that follow one another share both."""

        def load(found: Findings) -> _LaidOut:
            uses: dict[str, Uses] = {}
            remedies: list[str] = []
            return _LaidOut(self.lay_out(edition, found, uses, remedies), uses, tuple(remedies))

        of_any_kind = edition._replace(profile=DEFAULT_PROFILE)
        if self._last[0] != of_any_kind:
            self._last = (of_any_kind, Shared(self.project.workspace))
        return self._last[1].get("pages", load, findings)

    def _said(self, edition: Edition, uses: Mapping[str, Uses], pdf: bytes) -> str:
        """Return the record of what an edition says, for the memo of its next change."""
        known, unheard = self._last[1], Findings()
        laid_out = self._pages(edition, unheard).laid_out
        assert laid_out is not None
        ids = {name for own in uses.values() for name in (*own.facts, *(name for name, _ in own.printed))}
        sayer = self._shared.get("facts as said", lambda _: self._fact_sayer(), unheard)
        said = known.get("said", lambda _: said_of(*laid_out, sayer.of(ids)), unheard)
        return replace(said, output=hashlib.sha256(pdf).hexdigest()).to_json()

    def _fact_sayer(self) -> FactSayer:
        merger = self.merger(Findings())
        return FactSayer(merger.book, {lang: merger.printer(lang) for lang in self.project.languages})

    def _new_version(self, edition: Edition) -> Version | None:
        """Return the version of an edition that was laid out, where it has no such one yet."""
        numbered = self._versions.get((edition.brief, edition.key))
        return numbered.version if numbered is not None and numbered.is_new else None

    def _number(
        self,
        edition: Edition,
        brief: Brief,
        documents: Sequence[Document],
        titles: Mapping[str, str],
        findings: Findings,
    ) -> Published | None:
        """Return which version an edition is by what it says, or None after reporting that nobody knows."""
        workspace = self.project.workspace

        def load(found: Findings) -> History | None:
            return read_history(workspace, edition.brief, found)

        history = self._shared.get(f"versions of {edition.brief}", load, findings)
        if history is None:
            return None
        known, today = history.get(edition.key, ()), workspace.today.isoformat()
        numbered = number(known, digest_of(documents), titles, today, corrects=self.project.corrects)
        self._versions[edition.brief, edition.key] = numbered
        version, before, _ = numbered
        earlier = (before.number, before.day) if before is not None else None
        status = None
        if prefix := brief.status_address.text:
            address = page_address(prefix, edition, version.number)
            status = Name(address, brief.status_address.span)
        return Published(version.number, version.day, version.kind == "corrected", earlier, status)

    def _load_merger(self, findings: Findings) -> Merger:
        book = self.project.book(findings)
        merger = Merger(self.project.workspace, book)
        merger.words(self.project.languages, findings)
        return merger

    def _check_languages(self, merger: Merger, brief: Brief, findings: Findings) -> None:
        """Look once at all languages of a brief: where they disagree, none of its editions can be trusted."""
        checks = self._shared.get("languages", lambda _: LanguageChecks(merger), findings)
        row = ""
        if brief.for_each is not None:
            # What a series says in one row it says in all, but for those with words of their own.
            row = brief.row.rpartition(".")[2]
            if row not in brief.for_each.overrides:
                row = first_row(brief, merger.book) or row

        def look(found: Findings) -> None:
            checks.check(self.project.brief(brief.path, Findings(), row) or brief, found)

        self._shared.get(f"languages of {brief.path} {row}", look, findings)

    def _check_translation(self, merger: Merger, brief: Brief, lang: str, findings: Findings) -> bool:
        """Look whether an edition says what its source says now; return whether it is printed as a draft."""
        lock = self._shared.get(
            f"lock of {brief.path}",
            lambda found: (read_lock(self.project.workspace, brief.path, found),),
            findings,
        )
        whole = self.project.brief(brief.path, Findings()) or brief
        stale = check_translation(whole, lang, lock[0], merger.book, merger.names_of(whole), findings)
        return bool(stale) and brief.stale.text == "draft"

    def _attachments(
        self, edition: Edition, document: Document, uses: Mapping[str, Uses], findings: Findings
    ) -> tuple[Attachment, ...]:
        """Return the files that go with an edition."""
        brief = self.project.brief(edition.brief, findings, edition.row)
        assert brief is not None
        from briefpress.build.attached import Used, attachments_of
        from briefpress.pdf import PROFILES

        profile = PROFILES[edition.profile]
        if not profile.with_files or (profile.identifications and not brief.attach.text):
            return ()
        merger = self.merger(findings)
        words = merger.words(brief.languages, findings).get("attached")
        used = [
            # A language that a project adds may lack the word.
            Used(lang, own, leaf.text if words and (leaf := words.get(lang)) else document.title)
            for lang, own in uses.items()
        ]
        return attachments_of(merger.book, {"name": edition.name, "title": document.title}, used)

    def _press(self, edition: Edition, uses: Mapping[str, Uses], findings: Findings) -> Press:
        """Return the press that an edition is made for."""
        from briefpress.pdf import CONDITIONS, Press

        brief = self.project.brief(edition.brief, findings, edition.row)
        assert brief is not None
        book, name = self.merger(findings).book, brief.press.text
        return Press(
            CONDITIONS[name],
            self.project.workspace.read(f"{BUILTIN}icc/{name}.icc"),
            float(brief.bleed_mm.text),
            max((last_day(book, own) for own in uses.values()), default=dt.date.min),
        )

    def _fact_prints(self, findings: Findings) -> FactFingerprints:
        book = self.merger(findings).book
        return self._shared.get("digests of facts", lambda _: FactFingerprints(book), findings)

    def _theme(self, brief: Brief, findings: Findings) -> Theme | None:
        name, span = brief.theme.text, brief.theme.span
        return self._shared.get(
            f"theme {name}",
            lambda found: load_theme(self.project.workspace, self.fonts, name, span, found),
            findings,
        )


def _check_blank(brief: Brief, documents: Sequence[Document], findings: Findings) -> None:
    """Report a brief without blocks whose layout has no words of its own to print either.

    Beside another finding in the brief it would be one too many: whoever put it there is not done.
    """
    if any(brief.regions.values()) or any(one.span and one.span.path == brief.path for one in findings):
        return
    below = (block for one in documents for block in one.blocks if not isinstance(block, n.Band))
    if not any(isinstance(node, n.Text | n.Figure) for block in below for node in block.walk()):
        place, hint = Span(brief.path, 1, 1), "write blocks under `opening`, `body` or `closing`"
        findings.warning("BRIEF009", "the brief has no blocks: its pages stay empty", place, hint=hint)


#: What is said of markup in which a text is empty, or is not there.
_EMPTIED = ("DOC004", "DOC010")


def _without_consequences(merged: Findings, brief: Brief, *, had_errors: bool) -> Iterator[Diagnostic]:
    """Yield findings but for those that other mistakes of the brief lead to.

    Args:
        merged: Those of merging an edition.
        brief: Of which.
        had_errors: Whether the brief had errors before, and so holes: a note's mark may stand there.
    """
    is_holed = had_errors or any(finding.code.startswith("MERGE") for finding in merged)
    for finding in merged:
        path = finding.span.path if finding.span is not None else ""
        if had_errors and (path.startswith(BUILTIN) or finding.code == "MERGE009"):
            continue
        if not (is_holed and path == brief.path and finding.code in _EMPTIED):
            yield finding
