"""MERGE codes: merging a brief with its facts."""

from briefpress.diagnostics.code_info import CodeInfo

CODES: dict[str, CodeInfo] = {
    "MERGE001": CodeInfo(
        "Unknown fact",
        "A text or a chart quotes a fact that no file below `data/` has. Nothing is printed in its place, so "
        "the edition is not made.",
        wrong="{{ norad.yeers }}",
        right="{{ norad.years }}",
        see=("MERGE004", "MERGE010"),
    ),
    "MERGE002": CodeInfo(
        "Unknown form",
        "A fact is printed in one of a few forms; `docs/authoring.md` lists them.",
        wrong='{{ fms.portfolio.value("brief") }}',
        right='{{ fms.portfolio.value("short") }}',
        see=("MERGE003",),
    ),
    "MERGE003": CodeInfo(
        "Form does not suit the fact",
        "The fact lacks what the form prints: a qualifier, or a `wording` in this language. A series or a "
        "table has no one value: quote a point or a cell of it.",
        see=("MERGE002",),
    ),
    "MERGE004": CodeInfo(
        "Expression cannot be evaluated",
        "What stands between `{{` and `}}` is not understood. It quotes a fact, or calls `note`, `lang`, "
        "`abbr` or `sup`; two braces that are meant as characters are written `{{ '{{' }}`.",
        wrong="{{ norad.years }",
        right="{{ norad.years }}",
        see=("MERGE010", "MERGE001"),
    ),
    "MERGE005": CodeInfo(
        "Private-use character",
        "The character has no meaning that readers, search and screen readers share. It often comes from a "
        "symbol font of an office program.",
        see=("TEXT001",),
    ),
    "MERGE006": CodeInfo(
        "Construct without a place in a text",
        "Texts are paragraphs, lists, emphasis and links. A heading is the `heading` of a block; pictures "
        "and tables are blocks of their own.",
    ),
    "MERGE007": CodeInfo(
        "Unknown layout template",
        "Neither the project's `templates/` nor the program has a layout template of this name.",
    ),
    "MERGE008": CodeInfo(
        "Layout template cannot be rendered",
        "The template has a mistake of Jinja's grammar, uses a name that is not there, or includes a "
        "template that does not exist.",
    ),
    "MERGE009": CodeInfo(
        "Note without a mark",
        "No text refers to the note, so a reader could not know what it belongs to.",
        see=("DOC012",),
    ),
    "MERGE010": CodeInfo(
        "Brace is missing",
        "A text has what looks like an expression, with one brace on a side where there should be two. It "
        "would be printed as it stands.",
        wrong="{ norad.years }",
        right="{{ norad.years }}",
        see=("MERGE004",),
    ),
    "MERGE011": CodeInfo(
        "Whose dollar",
        "A bare `$` can be a Canadian or an American dollar, and readers on each side take it for their own. "
        "Quote a fact, which prints its currency, or write the country. A brief that is about one country "
        "may say so with `dollar: CAD`; then it can quote no facts in other dollars. In "
        "French the country stands behind the sign, after a space: `13 $ US`.",
        wrong="The portfolio is worth $13 billion.",
        right="The portfolio is worth {{ fms.portfolio.value }}.",
    ),
    "MERGE012": CodeInfo(
        "Unknown source",
        "Words lean on a source that no file below `data/` has.",
        wrong='{{ sourced("surwey", "the oldest orchard of the valley") }}',
        right='{{ sourced("survey", "the oldest orchard of the valley") }}',
        see=("FACT002", "PAR011"),
    ),
    "MERGE014": CodeInfo(
        "Table of a fact that is none",
        "A block of `type: data` shows the table of a fact of `type: table`, or the points of a `series`. "
        "Other facts are quoted in texts, or drawn in charts.",
        wrong="- id: budget\n  type: data\n  fact: library.budget",
        right="- id: branches\n  type: data\n  fact: library.branches",
        see=("MERGE001", "DOC005"),
    ),
    "MERGE015": CodeInfo(
        "Change that cannot be computed",
        "A key figure with `change_from` prints how the fact in its `value` differs from an earlier one: in "
        "percent, or in points where both are percentages. Both measure the same (type, unit, currency) and "
        "are single numbers; the earlier one has a `period` or an `as_of`, and is the earlier one, unless "
        "`change` says in words what the figure is compared with.",
        wrong='- value: "{{ trade.exports }}"\n  change_from: trade.exports_share',
        right='- value: "{{ trade.exports }}"\n  change_from: trade.exports_2023',
        see=("MERGE016", "FACT011"),
    ),
    "MERGE016": CodeInfo(
        "Trend that cannot be drawn",
        "The line of a key figure goes through the points of a `series`: two or more single numbers of one "
        "measure. Where they have times, all have times of one kind, and periods follow one another without "
        "a gap, which the line would hide.",
        wrong="  trend: trade.exports",
        right="  trend: trade.exports_by_year",
        see=("MERGE015", "DOC005"),
    ),
    "MERGE017": CodeInfo(
        "Word that is missing in a language",
        "Layouts print a few words of themselves, such as `Page`. The file `words.yaml` has each of them in "
        "several languages; for any other a project adds it in a `words.yaml` in `templates/`, which has no "
        "more than what it adds or says otherwise. A layout that prints none of them needs no words.",
        wrong="page: {en: Page, fr: Page}",
        right='page: {it: "Pagina"}',
        see=("SHAPE004", "MERGE018"),
    ),
    "MERGE018": CodeInfo(
        "Sentence about charts",
        "A chart without an alternative text is told in sentences of `words.yaml`. What stands in braces is "
        "filled in, so each sentence has the names that it has in the shipped file, and no others, in any "
        "order.",
        wrong='chart_highest: {en: "at most {amount}"}',
        right='chart_highest: {en: "{name} leads with {value}"}',
        see=("MERGE017", "DOC006"),
    ),
    "MERGE013": CodeInfo(
        "Reference to a block that has no number",
        "`ref` sends readers to a block of the same brief, by its `id`. Tables are called “Table 2” by "
        "themselves, charts and pictures “Figure 1”; to another block a reference says in its own words.",
        wrong='en: "See {{ ref("partnership") }}."',
        right='en: "See {{ ref("partnership", "the part on the partnership") }}."',
        see=("PAR012",),
    ),
}
