"""Faults of briefs, templates and themes: BRIEF, MERGE, DOC, LAYOUT, TEXT and IMAGE codes."""

from __future__ import annotations

from dataclasses import replace

from tests.support.faults.model import TOP, Fault, Found, apart, edit, file
from tests.support.rich_project import picture

_BRIEF, _OTHER, _THEME = "briefs/orchard.yaml", "briefs/cellar.yaml", "templates/grove.yaml"

_PAGES = "pages are set only where no file has a mistake"

HEAD = 'title: {en: "T", fr: "T"}\nsubject: {en: "S", fr: "S"}\nauthor: {en: "A", fr: "A"}\n'
BODY = "body:\n  - {id: terms, type: terms, items: [{term: X, text: X}]}\n"
_ENGLISH_HEAD = 'title: {en: "T"}\nsubject: {en: "S"}\nauthor: {en: "A"}\n'


def _brief(name: str, lines: str, *found: Found) -> Fault:
    """Return one more brief, that says little."""
    return file(name, f"briefs/{name}.yaml", HEAD + lines, *found)


def text(name: str, english: str, *found: Found, french: str = "") -> Fault:
    """Return one more brief with a text; in one language only, where there is no French."""
    texts = f"      en: |\n        {english}\n"
    block = "body:\n  - id: a\n    type: text\n    text:\n"
    if french:
        return _brief(name, f"{block}{texts}      fr: |\n        {french}\n", *found)
    return file(name, f"briefs/{name}.yaml", f"languages: [en]\n{_ENGLISH_HEAD}{block}{texts}", *found)


def _template(name: str, markup: str, *found: Found) -> Fault:
    """Return one more brief with a template of its own, whose content is the markup."""
    text = f'{{% extends "base.xml" %}}\n{{% block content %}}\n{markup}\n{{% endblock %}}\n'
    fault = file(name, f"templates/{name}.xml", text, *found)
    return replace(fault, more={f"briefs/{name}.yaml": f"template: {name}\n{HEAD}"})


def _figure(name: str, lines: str, *found: Found) -> Fault:
    """Return one more brief with a key figure."""
    head = "opening:\n  - id: a\n    type: key-figures\n    figures:\n"
    figure = '      - value: "{{ harvest.tons.y2024 }}"\n        label: {en: tons, fr: tonnes}\n'
    return _brief(name, f"{head}{figure}        {lines}\n", *found)


_LEGAL = "closing:\n  - {id: legal, type: legal, "

RUN: tuple[Fault, ...] = (
    file(
        "alert-by-no-list",
        "schedule.yaml",
        "alert:\n  to: operator@example.org\n  list: nowhere\n",
        ("RUN005", "nowhere"),
    ),
    *apart(
        "there is one such file",
        file(
            "alert-to-nobody",
            "schedule.yaml",
            "alert:\n  to: operator at example.org\n  list: press\n",
            ("RUN005", "operator at"),
        ),
    ),
)

BRIEF: tuple[Fault, ...] = (
    file("name-of-a-brief", "briefs/Été.yaml", HEAD, ("BRIEF001", TOP)),
    file("name-twice", "briefs/zoo/orchard.yaml", HEAD, ("BRIEF001", TOP)),
    _brief("language-in-words", "languages: [english, en, fr]\n", ("BRIEF002", "languages")),
    _brief("language-twice", "languages: [en, fr, en]\n", ("BRIEF002", "languages")),
    edit("id-of-a-block", _BRIEF, "- id: tiles", "- id: Tiles", ("BRIEF003", "Tiles")),
    edit(
        "id-of-a-block-twice",
        _BRIEF,
        "- id: call",
        "- id: lede\n    # again",
        ("BRIEF003", "- id: lede\n    # again"),
    ),
    edit("line-for-a-block", _BRIEF, "closing:\n", "closing:\n  - a block\n", ("BRIEF004", "a block")),
    edit(
        "text-for-a-row", _BRIEF, "    rows:\n", "    rows:\n      - words\n", ("BRIEF004", "      - words")
    ),
    edit("kind-of-chart", _BRIEF, "kind: share", "kind: shares", ("BRIEF005", "kind: shares")),
    _brief("series-of-no-table", "for_each: orchard.no_table\n", ("BRIEF010", "orchard.no_table")),
    _brief("isbn", _LEGAL + 'isbn: "978-0-306-40615-8"}\n', ("BRIEF007", "40615-8")),
    _brief("catalogue-number", _LEGAL + 'catalogue: "PS84 59"}\n', ("BRIEF008", "PS84 59")),
    _brief("nothing-in-a-block", _LEGAL[:-2] + "}\n", ("BRIEF009", "type: legal}")),
    *apart(_PAGES, _brief("no-blocks", "body: []\n", ("BRIEF009", TOP))),
    _brief(
        "status-address",
        'versions: numbered\nstatus_address: "www.example.org/status"\n',
        ("BRIEF011", "www.example.org/status"),
    ),
    _brief(
        "status-of-nothing",
        'status_address: "https://example.org/status"\n',
        ("BRIEF011", "https://example.org/status"),
    ),
    edit("type-of-block", _BRIEF, "type: callout", "type: callup", ("SHAPE010", "type: callup")),
)

CLAIMS: tuple[Fault, ...] = (
    text("unknown-claim", '{{ claim("raised", harvest.tons.y2023) }}', ("EXPR016", "raised")),
    text("claim-of-a-name", '{{ claim("tripled", orchard.name) }}', ("EXPR017", "tripled")),
    text(
        "claim-not-borne-out",
        '{{ claim("fell", harvest.tons.y2023, harvest.tons.y2024) }}',
        ("EXPR018", "fell"),
    ),
    # Both editions stop.
    text(
        "claim-not-borne-out-in-french",
        "Nothing.",
        ("EXPR018", "record"),
        french='{{ claim("record", harvest.tons.y2023, harvest.tons.y2024) }}',
    ),
)

MERGE: tuple[Fault, ...] = (
    text("unknown-fact", "It has {{ orchard.tree }}.", ("MERGE001", "orchard.tree")),
    edit(
        "unknown-fact-in-chart",
        _BRIEF,
        "fact: cellar.empty",
        "fact: cellar.emty",
        ("MERGE001", "cellar.emty"),
    ),
    text(
        "unknown-fact-in-claim",
        'It {{ claim("rose", harvest.tons.y1, harvest.tons.y2024) }}.',
        ("MERGE001", "harvest.tons.y1"),
    ),
    edit(
        "unknown-form",
        _OTHER,
        '{{ cellar.jars }}."\n      fr',
        "{{ cellar.jars('brief') }}.\"\n      fr",
        ("MERGE002", "'brief'"),
    ),
    text("no-wording", '{{ cellar.full("words") }}', ("MERGE003", "cellar.full")),
    text("whole-series", "{{ harvest.tons }}", ("MERGE003", "harvest.tons")),
    text("brace-too-few-at-the-end", "{{ orchard.age }", ("MERGE004", "orchard.age")),
    text("unknown-name", "{{ orchad.age }}", ("MERGE004", "orchad.age")),
    text("private-use", "A \ue000.", ("MERGE005", "\ue000")),
    text("heading-in-a-text", "# Words", ("MERGE006", "# Words")),
    _brief("unknown-template", "template: one-page\n", ("MERGE007", "one-page")),
    _template("unknown-name-in-template", "<p>{{ brief.titel }}</p>", ("MERGE008", "brief.titel")),
    _template("grammar-of-jinja", "<p>{{ brief.title }</p>", ("MERGE008", "brief.title }")),
    _template("unknown-include", '{% include "other.xml" %}', ("MERGE008", "other.xml")),
    *apart(
        "a note may have its mark where the other mistake stands",
        edit(
            "note-without-mark",
            _BRIEF,
            """par an{{ note("budget") }}.""",
            "par an.",
            ("PAR005", "Le verger dépense"),
        ),
        # In both editions no text refers to it.
        _brief(
            "note-without-any-mark",
            'notes:\n  - id: a\n    text:\n      en: "Note"\n      fr: "Remarque"\n',
            ("MERGE009", '"Note"'),
        ),
    ),
    text("brace-too-few", "{ orchard.age }}", ("MERGE010", "orchard.age")),
    text("reference-to-no-block", 'See {{ ref("nowhere") }}.', ("DOC012", "nowhere")),
    text("reference-without-words", 'See {{ ref("a") }}.', ("MERGE013", 'a") }}')),
    _brief(
        "table-of-no-table",
        "body:\n  - {id: a, type: data, fact: orchard.name}\n",
        ("MERGE014", "orchard.name"),
    ),
    _figure("change-of-another-measure", "change_from: cellar.full", ("MERGE015", "cellar.full")),
    _figure(
        "trend-of-no-series",
        "trend: cellar.rent\n        trend_alt: {en: It rose., fr: Il a monté.}",
        ("MERGE016", "cellar.rent"),
    ),
    file(
        "word-without-italian",
        "briefs/word-without-italian.yaml",
        "template: one-pager\nlanguages: [it]\ntitle: {it: T}\nsubject: {it: S}\nauthor: {it: A}\n"
        "body:\n  - {id: a, type: text, text: {it: Testo.}}\n",
        ("MERGE017", "templates/words.yaml", "page: {en"),
        ("MERGE017", "templates/words.yaml", "of: {en: of, fr: de"),
    ),
    edit(
        "sentence-about-charts",
        "templates/words.yaml",
        "with {value}",
        "with {amount}, {value}",
        ("MERGE018", "{amount}"),
    ),
    text("unknown-source-of-words", '{{ sourced("surveys", "Old") }}.', ("MERGE012", "surveys")),
    text("bare-dollar", "It costs $13 billion.", ("MERGE011", "$13")),
    text(
        "bare-dollar-in-french", "It costs Can$13.", ("MERGE011", "13\u00a0$"), french="Cela coûte 13\u00a0$."
    ),
    edit("other-dollars", _OTHER, "dollar: CAD", "dollar: USD", ("MERGE011", "dollar: USD")),
)

DOC: tuple[Fault, ...] = (
    _template("open-element", "<section>\n<p>A</section>", ("DOC001", "<p>A")),
    _template("open-paragraph", "<p>A\n<p>B</p>", ("DOC001", "<p>A")),
    Fault(
        "no-document",
        "templates/bare.xml",
        None,
        "<p>A</p>\n",
        (("DOC001", TOP),),
        more={"briefs/bare.yaml": f"template: bare\n{HEAD}"},
    ),
    _template("unknown-element", "<para>A</para>", ("DOC002", "<para>")),
    _template("unknown-attribute", '<p colour="red">A</p>', ("DOC003", "colour")),
    _template("missing-attribute", "<p><a>A</a></p>", ("DOC003", "<a>")),
    _template("value-of-attribute", '<columns count="many"><p>A</p></columns>', ("DOC003", "many")),
    _template("language-of-element", '<p lang="français">A</p>', ("DOC003", "français")),
    _template("element-at-wrong-place", "<section><td>A</td></section>", ("DOC004", "<td>")),
    _template("loose-words", "<section>\nwords\n</section>", ("DOC004", "<section>")),
    _template("page-number-in-text", "<p><page-number/></p>", ("DOC004", "<page-number/>")),
    _template("empty-figure", "<figure></figure>", ("DOC004", "<figure>")),
    edit(
        "name-in-chart", _BRIEF, "fact: cellar.full", "fact: orchard.name", ("DOC005", "fact: orchard.name")
    ),
    _template(
        "kind-of-chart-in-template",
        '<figure><chart kind="pie"><alt>A</alt>'
        '<item fact="cellar.full"><label>A</label></item></chart></figure>',
        ("DOC005", "pie"),
    ),
    _template(
        "picture-without-alternative-text",
        '<figure><image src="briefs/tree.png"/></figure>',
        ("DOC006", "<image"),
    ),
    edit(
        "row-with-a-cell-too-many",
        _BRIEF,
        '      - - {en: "South"',
        '      - - {en: "and", fr: "et"}\n        - {en: "South"',
        ("DOC007", '      - - {en: "and"'),
    ),
    _template(
        "row-of-template",
        '<table><tbody>\n<tr><th scope="row">A</th><td>B</td></tr>\n'
        '<tr><th scope="row">C</th></tr>\n</tbody></table>',
        ("DOC007", "C</th>"),
    ),
    text("address-of-a-link", "See [this](ftp://example.org).", ("DOC008", "ftp:")),
    _template("link-without-words", '<p>A <a href="https://example.org"></a></p>', ("DOC008", "<a href")),
    Fault(
        "no-title",
        "templates/untitled.xml",
        None,
        "<document>\n<h1>{{ brief.title }}</h1>\n</document>\n",
        (("DOC009", "<document>"),),
        more={"briefs/untitled.yaml": f"template: untitled\n{HEAD}"},
    ),
    _template("level-of-heading", "<h4>A</h4>", ("DOC010", "<h4>")),
    _template("empty-heading", "<h2></h2>", ("DOC010", "<h2>")),
    _template("id-twice-in-template", '<p id="a">A</p>\n<p id="a">B</p>', ("DOC011", "B</p>")),
    text("unknown-note", 'It is so.{{ note("portfolio") }}', ("DOC012", "portfolio")),
)

LAYOUT: tuple[Fault, ...] = (
    _brief("unknown-theme", "theme: civics\n", ("LAYOUT001", "civics")),
    replace(
        file("theme-in-a-circle", "templates/moss.yaml", "extends: moss\n", ("LAYOUT008", "extends: moss")),
        more={"briefs/moss.yaml": f"{HEAD}theme: moss\n"},
    ),
    edit("length-of-theme", _THEME, "grid: 6", "grid: 6000", ("LAYOUT002", "grid: 6000")),
    edit("colour-of-theme", _THEME, 'accent: "#A3262E"', 'accent: "A3262E"', ("LAYOUT003", '"A3262E"')),
    edit(
        "contrast",
        _THEME,
        "caption: {family: Noto Sans, size: 7.6, leading: 10.4, color: muted",
        "caption: {family: Noto Sans, size: 7.6, leading: 10.4, color: rule",
        ("LAYOUT004", "color: rule"),
    ),
    edit("unknown-font", _THEME, "h3: {family: Lato", "h3: {family: Latto", ("TEXT003", "Latto")),
    edit("missing-picture", _BRIEF, "briefs/tree.png", "briefs/trees.png", ("IMAGE001", "trees.png")),
    replace(
        _brief(
            "huge-picture",
            "body:\n  - id: a\n    type: image\n    file: briefs/huge.png\n    alt: {en: A, fr: B}\n",
            ("IMAGE002", "huge.png"),
        ),
        more={"briefs/huge.png": picture(9000, 9000, rows=1)},
    ),
    replace(
        _brief(
            "broken-picture",
            "body:\n  - id: a\n    type: image\n    file: briefs/broken.png\n    alt: {en: A, fr: B}\n",
            ("IMAGE001", "broken.png"),
        ),
        more={"briefs/broken.png": b"no picture"},
    ),
    edit("letters-in-a-drawing", "briefs/mark.svg", "<circle", "<text", ("IMAGE003", "<text")),
    *apart(
        _PAGES,
        edit(
            "code-that-is-too-small",
            _BRIEF,
            "    size: 60\n",
            "    size: 20\n",
            *(("LAYOUT009", '{en: "https://example.org/visit'),) * 2,
        ),
        edit("missing-glyph", _BRIEF, "par an{{ note", "par an \u6f22{{ note", ("TEXT001", "\u6f22")),
        edit(
            "word-wider-than-its-tile",
            _BRIEF,
            'label: {en: "a year"',
            f'label: {{en: "{"y" * 90}"',
            ("TEXT002", "yyyyy" * 18),
        ),
        edit(
            "callout-higher-than-a-page",
            _BRIEF,
            'en: "It is {{ sum.years }}',
            f'en: "{"It is so. " * 900}{{{{ sum.years }}}}',
            ("LAYOUT005", "Come and see"),
        ),
        edit(
            "too-many-pages",
            _BRIEF,
            "* Costs come to",
            f"* {'It is so. ' * 3000}Costs come to",
            ("LAYOUT006", "Costs come"),
        ),
        edit(
            "long-running-title",
            _BRIEF,
            "keywords:",
            f'footer: {{en: "{"Orchard " * 40}", fr: "Verger"}}\nkeywords:',
            ("LAYOUT007", "footer:"),
        ),
    ),
)
