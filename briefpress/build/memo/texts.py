"""A memo -> Markdown for people, JSON for programs."""

from __future__ import annotations

import json
import re
from typing import Any

from briefpress.build.memo.compare import Passage, Side
from briefpress.build.memo.figures import Figure
from briefpress.build.memo.view import EditionView, Memo, Shot, difference_in_words, reason_in_words

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")


def markdown(memo: Memo) -> str:
    """Return a memo as CommonMark with tables; its pictures lie beside it."""
    say = memo.phrases
    lines = [f"# {say('title')}", "", _md(memo.date), "", _md(memo.summary)]
    if memo.figures:
        heads = ("figure", "before", "now", "difference", "reason")
        rows = [_figure_row(figure, memo) for figure in memo.figures]
        lines += ["", f"## {say('figures')}", "", *_table([say(head) for head in heads], rows)]
    columns = ("document", "language", "pages_touched")
    rows = [
        [f"{_md(edition.title)} (`{edition.name}`)", _md(edition.language), _md(edition.pages)]
        for edition in memo.editions
    ]
    lines += ["", f"## {say('documents')}", "", *_table([say(head) for head in columns], rows)]
    if memo.has_others:
        lines += ["", say("other_languages")]
    if memo.notice:
        lines += ["", _md(memo.notice)]
    for edition in memo.editions:
        if edition.is_shown:
            lines += _edition(edition, memo)
    return "\n".join(lines) + "\n"


def _edition(edition: EditionView, memo: Memo) -> list[str]:
    say = memo.phrases
    lines = ["", f"## {_md(edition.title)}", "", f"`{edition.name}`. {_md(edition.pages)}."]
    if not edition.is_known:
        return [*lines, "", say("unknown")]
    if not edition.passages:
        return [*lines, "", say("no_passage")]
    rows = [
        [_pages(passage), _side(passage.before, say("new")), _side(passage.after, say("gone"))]
        for passage in edition.passages
    ]
    lines += ["", *_table([say("page"), say("before"), say("now")], rows)]
    for pair in edition.shots:
        lines += ["", "  \n".join(_picture(shot) for shot in pair if shot is not None)]
    if edition.left_out:
        lines += ["", more_pictures(edition, memo)]
    return lines


def more_pictures(edition: EditionView, memo: Memo) -> str:
    """Return the remark that more was changed than is shown."""
    return memo.phrases.counted("more_pictures", edition.left_out, edition.left_out == 1)


def pages_of(passage: Passage) -> tuple[int, ...]:
    """Return the pages of a passage: those that it stands on now, or stood on."""
    side = passage.after or passage.before
    return side.pages if side is not None else ()


def _pages(passage: Passage) -> str:
    return ", ".join(map(str, pages_of(passage)))


def _side(side: Side | None, otherwise: str) -> str:
    return _md(side.text) if side is not None else f"*{otherwise}*"


def _picture(shot: Shot) -> str:
    return f"**{_md(shot.caption)}**\n\n![{_md(shot.alt)}]({shot.file})\n"


def _figure_row(figure: Figure, memo: Memo) -> list[str]:
    say = memo.phrases
    return [
        f"{_md(figure.label)} (`{figure.id}`)",
        _md(figure.before),
        _md(figure.now),
        _md(difference_in_words(figure, say)),
        _md(reason_in_words(figure, say)),
    ]


def _table(heads: list[str], rows: list[list[str]]) -> list[str]:
    return [f"| {' | '.join(row)} |" for row in (heads, ["---"] * len(heads), *rows)]


def _md(text: str) -> str:
    """Return characters so that Markdown takes none of them for a sign of its own."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split("\n")))


# ---- for programs


def as_json(memo: Memo) -> str:
    """Return a memo with exact values."""
    data = {
        "lang": memo.lang,
        "date": memo.day.isoformat(),
        "number": memo.number,
        "summary": memo.summary,
        "notice": memo.notice or None,
        "figures": [_figure(figure, memo) for figure in memo.figures],
        "editions": [_edition_data(edition) for edition in memo.editions],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _figure(figure: Figure, memo: Memo) -> dict[str, Any]:
    apart = figure.difference
    exact = None
    if figure.exact is not None:
        exact = {
            "before": figure.exact[0],
            "now": figure.exact[1],
            "difference": format(apart.exact, "f") if apart else None,
            "percent": format(apart.ratio, "f") if apart and apart.ratio is not None else None,
        }
    return {
        "fact": figure.id,
        "label": figure.label,
        "before": figure.before,
        "now": figure.now,
        "difference": apart.amount if apart else None,
        "percent": apart.percent or None if apart else None,
        "exact": exact,
        "computed": figure.is_computed,
        "follows": list(figure.follows),
        "reason": {"text": figure.reason.text or None, "from": figure.reason.kind or None},
        "file": figure.file,
        "line": figure.line,
        "places": [{"output": output, "pages": list(pages)} for output, pages in figure.places.items()],
    }


def _edition_data(edition: EditionView) -> dict[str, Any]:
    of = edition.change.of
    return {
        "output": of.edition.output,
        "brief": of.edition.brief,
        "lang": of.edition.lang,
        "profile": of.edition.profile,
        "title": edition.title,
        "known": edition.is_known,
        "pages": list(edition.change.pages),
        "page_count": len(of.said.pages),
        "pages_gone": edition.change.gone,
        "passages": [
            {
                "lang": passage.lang,
                "facts": list(passage.facts),
                "file": passage.file,
                "line": passage.line,
                "before": _side_data(passage.before),
                "now": _side_data(passage.after),
            }
            for passage in edition.passages
        ],
        "pictures": [
            {side: _shot_data(shot) for side, shot in zip(("before", "now"), pair, strict=True)}
            for pair in edition.shots
        ],
    }


def _side_data(side: Side | None) -> dict[str, Any] | None:
    return {"text": side.text, "pages": list(side.pages)} if side is not None else None


def _shot_data(shot: Shot | None) -> dict[str, str] | None:
    return {"file": shot.file, "alt": shot.alt} if shot is not None else None
