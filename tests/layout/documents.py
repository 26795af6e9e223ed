"""Random documents of every kind of node, and what tests ask of the pages they become."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from hypothesis import strategies as st

from briefpress.diagnostics import Findings, Span
from briefpress.document import nodes as n
from briefpress.document.charts import Chart, ChartItem, ChartSeries
from briefpress.fonts import FontLibrary
from briefpress.layout import layout_document, load_theme
from briefpress.page import PlacedRun
from briefpress.workspace import MemoryWorkspace

LANG = "en-CA"


@cache
def theme(**changes):
    """Return the shipped theme."""
    findings = Findings()
    workspace = MemoryWorkspace({})
    loaded = load_theme(workspace, FontLibrary(workspace), "civic", Span("briefs/x.yaml"), findings)
    assert loaded is not None, list(findings)
    return loaded


def lay_out(*blocks, pages=None, start=(), end=()):
    """Lay out blocks; nothing may go wrong."""
    made, findings = try_to_lay_out(*blocks, pages=pages, start=start, end=end)
    assert not list(findings), list(findings)
    return made


def try_to_lay_out(*blocks, pages=None, start=(), end=()):
    findings = Findings()
    return layout_document(document(*blocks, pages=pages, start=start, end=end), theme(), findings), findings


def document(*blocks, pages=None, start=(), end=()):
    return n.Document(
        blocks=tuple(blocks),
        lang=LANG,
        title="Title",
        author="Author",
        subject="Subject",
        keywords=(),
        furniture=(n.Furniture(start=start, end=end, lang=LANG),),
        pages=pages,
    )


# ---- nodes by hand


def text(characters, **attributes):
    return n.Text(text=characters, lang=LANG, **attributes)


def p(*content, **attributes):
    return n.Paragraph(content=inlines(content), lang=LANG, **attributes)


def h(characters, level=2):
    return n.Heading(content=(text(characters),), level=level, lang=LANG)


def inlines(content):
    return tuple(text(part) if isinstance(part, str) else part for part in content)


def columns(*blocks, count=2, foot=False):
    return n.Columns(blocks=tuple(blocks), count=count, foot=foot, lang=LANG)


def callout(*blocks):
    return n.Callout(blocks=tuple(blocks), lang=LANG)


def bullets(*items):
    made = (n.ListItem(blocks=(item,), marker=text("•"), lang=LANG) for item in items)
    return n.ListBlock(items=tuple(made), lang=LANG)


def steps(*items):
    made = (n.ListItem(blocks=(item,), marker=text(str(i)), lang=LANG) for i, item in enumerate(items, 1))
    return n.ListBlock(items=tuple(made), ordered=True, role="steps", lang=LANG)


def terms(*pairs, role=""):
    made = (n.Term(term=p(term), blocks=(said,), lang=LANG) for term, said in pairs)
    return n.Terms(items=tuple(made), role=role, lang=LANG)


def quotation(*blocks):
    return n.Quotation(blocks=tuple(blocks), lang=LANG)


def group(*blocks, breaks=False, keeps=False):
    return n.Group(blocks=tuple(blocks), breaks=breaks, keeps=keeps, lang=LANG)


def key_figures(*figures, look="row"):
    """Each figure has a value and a label, and may have a change (direction, words) and points."""
    return n.KeyFigures(figures=tuple(key_figure(*figure) for figure in figures), look=look, lang=LANG)


def key_figure(value, label, change=None, points=None):
    return n.KeyFigure(
        value=p(value),
        label=p(label),
        change=n.Change(content=inlines(change[1:]), direction=change[0], lang=LANG) if change else None,
        trend=trend(*points) if points else None,
        lang=LANG,
    )


def trend(*values):
    points = tuple((Decimal(index), Decimal(value), "") for index, value in enumerate(values))
    return n.Trend(points=points, alt="Alternative", lang=LANG)


def table(head, *rows, caption="Caption", widths=None):
    def row(cells, scope):
        made = (
            n.Cell(
                content=inlines((cell,)), lang=LANG, scope=scope if not index or scope == "Column" else None
            )
            for index, cell in enumerate(cells)
        )
        return n.Row(cells=tuple(made), lang=LANG)

    return n.Table(
        caption=p(caption) if caption else None,
        head=(row(head, "Column"),),
        body=tuple(row(cells, "Row") for cells in rows),
        widths=tuple(map(Decimal, widths or [1] * len(head))),
        lang=LANG,
    )


def chart(*items, kind="share", caption=None):
    made = tuple(ChartItem(label=label, value=Decimal(value), text=f"{value}%") for label, value in items)
    body = Chart(kind=kind, series=(ChartSeries(label="", items=made),), alt="Alternative", lang=LANG)
    return n.Figure(body=body, caption=p(caption) if caption else None, lang=LANG)


def words(count, seed="grass bees honey tree year hives cellar jar of and the"):
    vocabulary = seed.split()
    return " ".join(vocabulary[(i * 7 + i // 5) % len(vocabulary)] for i in range(count))


# ---- random documents

WORD = st.text(
    "abcdefghijklmnopqrstuvwxyzéèçÀŒ0123456789.,;:!?’“”«»&<>{}()%$-–\u00a0\u202f", min_size=1, max_size=12
)
LINE = st.lists(WORD, min_size=1, max_size=14).map(" ".join)
PROSE = st.lists(WORD, min_size=1, max_size=120).map(" ".join)


def _wrapped(kind, **attributes):
    return LINE.map(lambda line: kind(content=(text(line),), lang=LANG, **attributes))


INLINES = st.one_of(
    PROSE.map(text),
    LINE.map(lambda line: text(line, fact="orchard.trees")),
    _wrapped(n.Strong),
    _wrapped(n.Emphasis),
    _wrapped(n.Superscript),
    _wrapped(n.Abbreviation, expansion="Expansion"),
    _wrapped(n.Link, href="https://example.org"),
)


def _spaced(parts):
    """Put spaces between inlines, as sentences have them."""
    content = [parts[0]]
    for part in parts[1:]:
        content += [text(" "), part]
    return tuple(content)


CONTENT = st.lists(INLINES, min_size=1, max_size=4).map(_spaced)
PARAGRAPHS = CONTENT.map(lambda content: n.Paragraph(content=content, lang=LANG))
SECTIONS = st.builds(
    lambda heading, level, body: n.Section(blocks=(h(heading, level), *body), lang=LANG),
    LINE,
    st.sampled_from((2, 3)),
    st.lists(PARAGRAPHS, min_size=1, max_size=3),
)
LISTS = st.lists(PARAGRAPHS, min_size=1, max_size=5).map(lambda items: bullets(*items))
STEPS = st.lists(PARAGRAPHS, min_size=1, max_size=5).map(lambda items: steps(*items))
TERMS = st.builds(
    lambda pairs, role: terms(*pairs, role=role),
    st.lists(st.tuples(LINE, PARAGRAPHS), min_size=1, max_size=6),
    st.sampled_from(("", "timeline")),
)
QUOTATIONS = st.lists(PARAGRAPHS, min_size=1, max_size=2).map(lambda blocks: quotation(*blocks))
SHORT = st.text("abcdé0123456789%$", min_size=1, max_size=5)
CHANGES = st.one_of(st.none(), st.tuples(st.sampled_from(("", "up", "down", "flat")), LINE))
POINTS = st.one_of(st.none(), st.lists(st.integers(-100, 100), min_size=2, max_size=12))
KEY_FIGURES = st.builds(
    lambda figures, look: key_figures(*figures, look=look),
    st.lists(st.tuples(SHORT, LINE, CHANGES, POINTS), min_size=1, max_size=5),
    st.sampled_from(("row", "tiles", "hero")),
)
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(LINE, min_size=width, max_size=width), min_size=2, max_size=25).map(
        lambda rows: table(*rows)
    )
)
CHARTS = st.builds(
    lambda items, kind, caption: chart(*items, kind=kind, caption=caption),
    st.lists(st.tuples(LINE, st.integers(0, 100)), min_size=1, max_size=4),
    st.sampled_from(("share", "bar", "column")),
    st.one_of(st.none(), LINE),
)
CALLOUTS = st.lists(PARAGRAPHS, min_size=1, max_size=2).map(lambda blocks: callout(*blocks))
SIMPLE = st.one_of(
    PARAGRAPHS, SECTIONS, LISTS, STEPS, TERMS, QUOTATIONS, TABLES, CHARTS, CALLOUTS, KEY_FIGURES
)
GROUPS = st.builds(
    lambda blocks, breaks, keeps: group(*blocks, breaks=breaks, keeps=keeps),
    st.lists(SIMPLE, min_size=1, max_size=3),
    st.booleans(),
    st.booleans(),
)
BLOCKS = st.one_of(SIMPLE, GROUPS)
COLUMNS = st.builds(
    lambda blocks, count: columns(*blocks, count=count),
    st.lists(st.one_of(PARAGRAPHS, SECTIONS, LISTS, STEPS, TERMS, GROUPS), min_size=1, max_size=6),
    st.sampled_from((2, 3)),
)
STORIES = st.lists(st.one_of(BLOCKS, COLUMNS), min_size=1, max_size=7)


# ---- what stands on pages


def placed(pages):
    """Yield (page number, run) for every placed run."""
    for page in pages:
        for item in page.items:
            if isinstance(item, PlacedRun):
                yield page.number, item


def said(pages):
    """Return the characters of each node, runs joined in painting order, divided words made whole."""
    texts = {}
    for _, item in placed(pages):
        if item.node is not None:
            texts.setdefault(item.node, []).append(item.run.text)
    return {node: "".join(parts).replace("\u00ad", "") for node, parts in texts.items()}


def baselines(pages, node):
    """Return {(page, column's left side): baselines from top to bottom} of a paragraph's lines."""
    leaves = {leaf for leaf in node.walk() if isinstance(leaf, n.Text)}
    lines = {}
    for number, item in placed(pages):
        if item.node in leaves:
            lines.setdefault((number, round(item.y - item.run.rise, 3)), []).append(item.x)
    groups = {}
    for (number, y), xs in lines.items():
        groups.setdefault((number, round(min(xs))), []).append(y)
    return {place: sorted(ys, reverse=True) for place, ys in groups.items()}
