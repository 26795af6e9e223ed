"""A memo -> its PDF, made as those of briefs are: tagged, and with the same checks."""

from __future__ import annotations

from types import SimpleNamespace

from briefpress.build.memo.compare import Passage, Side
from briefpress.build.memo.figures import Figure
from briefpress.build.memo.texts import more_pictures, pages_of
from briefpress.build.memo.view import EditionView, Memo, Shot, difference_in_words, reason_in_words
from briefpress.build.project import Project
from briefpress.diagnostics import Findings, Span
from briefpress.facts import FactBook
from briefpress.fonts import FontLibrary
from briefpress.layout import layout_document, load_theme
from briefpress.merge import Merger
from briefpress.merge.locale import full_tag
from briefpress.merge.report import merge_report
from briefpress.workspace import OverlayWorkspace

#: The layout, and the theme that it is made for; a project may have its own of either name.
LAYOUT = "change-memo"
THEME = "civic"

#: Where the layout finds the pictures: the project has no such folder, and needs none.
_PICTURES = "templates/.change-memo"
#: Wider regions stand one above the other: half a page is too narrow to read them.
_WIDE = 300.0
#: Keys of `phrases` that the layout prints as they are.
_SAID = (
    *("figures", "figure", "before", "now", "difference", "reason", "documents", "document"),
    *("language", "pages_touched", "page", "new", "gone"),
)


def write_sheet(project: Project, book: FactBook, memo: Memo, findings: Findings) -> bytes | None:
    """Return the PDF of a memo, or None after reporting why there is none.

    Args:
        project: Its fonts, its theme and its layout.
        book: Its facts.
        memo: What to print.
        findings: Collects what is wrong with them.
    """
    from briefpress.pdf import write_pdf

    shots = [shot for edition in memo.editions for pair in edition.shots for shot in pair if shot]
    pictures = {f"{_PICTURES}/{shot.file}": shot.png for shot in shots}
    workspace = OverlayWorkspace(project.workspace, pictures)
    fonts, own = FontLibrary(workspace), Findings()
    theme = load_theme(workspace, fonts, THEME, Span(f"templates/{LAYOUT}.xml"), own)
    say = memo.phrases
    head = {
        "title": say("title"),
        "subtitle": memo.summary,
        "subject": say("subject"),
        "author": "Briefpress",
        "as_of": memo.date,
    }
    merger = Merger(workspace, book)
    document = merge_report(merger, LAYOUT, head, _report(memo), memo.lang, project.languages, own)
    pages = layout_document(document, theme, own) if document and theme and not own.errors else ()
    findings.extend(own)
    if document is None or own.errors:
        return None
    return write_pdf(document, pages, fonts)


def _report(memo: Memo) -> SimpleNamespace:
    say = memo.phrases
    return SimpleNamespace(
        lang=full_tag(memo.lang),
        say=SimpleNamespace(**{key: say(key) for key in _SAID}),
        figures=[_figure(figure, memo) for figure in memo.figures],
        editions=[_edition(edition, memo) for edition in memo.editions],
        others=say("other_languages") if memo.has_others else "",
        notice=memo.notice,
    )


def _figure(figure: Figure, memo: Memo) -> SimpleNamespace:
    return SimpleNamespace(
        label=figure.label,
        before=figure.before,
        now=figure.now,
        difference=difference_in_words(figure, memo.phrases),
        reason=reason_in_words(figure, memo.phrases),
    )


def _edition(edition: EditionView, memo: Memo) -> SimpleNamespace:
    say = memo.phrases
    remark = "" if edition.passages else say("no_passage")
    lang = edition.change.of.edition.lang
    return SimpleNamespace(
        title=edition.title,
        lang=full_tag(lang) if lang in ("en", "fr") else full_tag(memo.lang),
        language=edition.language,
        pages=edition.pages,
        is_shown=edition.is_shown,
        remark=remark if edition.is_known else say("unknown"),
        passages=[_passage(passage) for passage in edition.passages],
        shots=[_pair(*pair) for pair in edition.shots],
        more=more_pictures(edition, memo) if edition.left_out else "",
    )


def _passage(passage: Passage) -> SimpleNamespace:
    def text(side: Side | None) -> str | None:
        return side.text if side is not None else None

    return SimpleNamespace(
        lang=passage.lang,
        pages=", ".join(map(str, pages_of(passage))),
        before=text(passage.before),
        now=text(passage.after),
    )


def _pair(before: Shot | None, now: Shot | None) -> SimpleNamespace:
    is_wide = any(shot is not None and shot.width > _WIDE for shot in (before, now))
    return SimpleNamespace(is_wide=is_wide, before=_shot(before), now=_shot(now))


def _shot(shot: Shot | None) -> SimpleNamespace | None:
    if shot is None:
        return None
    return SimpleNamespace(
        file=f"{_PICTURES}/{shot.file}", caption=shot.caption, alt=shot.alt, width=f"{shot.width:.1f}"
    )
