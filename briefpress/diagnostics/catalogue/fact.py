"""FACT codes: facts, their sources and their units."""

from briefpress.diagnostics.code_info import CodeInfo

CODES: dict[str, CodeInfo] = {
    "FACT001": CodeInfo(
        "Fact without a source",
        "A figure that nobody can look up is not printed. Say where it was found: `source` names an entry "
        "of `sources`.",
        wrong="norad.years: {type: duration, value: 65, unit: year}",
        right="norad.years: {type: duration, value: 65, unit: year, source: connect2canada-defence}",
        see=("FACT002",),
    ),
    "FACT002": CodeInfo(
        "Unknown source",
        "No file below `data/` has a source of this name under `sources`.",
        see=("FACT001",),
    ),
    "FACT003": CodeInfo(
        "Id used twice",
        "Two facts, sources or units have the same id; which of them is meant cannot be known. Ids are "
        "unique over all files below `data/`.",
        see=("FACT005", "YAML011"),
    ),
    "FACT004": CodeInfo(
        "Id is not well-formed",
        "Ids of facts are two or more parts joined by dots; each part starts with a letter and has "
        "lower-case letters, digits and underscores only: briefs write them as `{{ fms.portfolio.value }}`, "
        "where a hyphen would be a minus. The first part cannot be a word of the template language, such as "
        "`if` or `not`. Ids of sources and units are lower-case words joined by hyphens.",
        wrong="norad-years:",
        right="norad.years:",
        see=("FACT005",),
    ),
    "FACT005": CodeInfo(
        "Id is the start of another id",
        "`fms.portfolio` cannot be a fact while `fms.portfolio.value` is one too: a brief that writes the "
        "longer id would look for it inside the shorter one.",
        wrong="fms.portfolio:\nfms.portfolio.value:",
        right="fms.portfolio.total:\nfms.portfolio.value:",
        see=("FACT003", "FACT004"),
    ),
    "FACT006": CodeInfo(
        "Value does not suit the type",
        "The value is not written as the type of the fact asks for. The type, the unit, the currency and "
        "the scale have keys of their own; the value is the bare number, date or text. Two values are a "
        "range: `{from: 4, to: 10}`.",
        wrong='type: percent\nvalue: "71%"',
        right="type: percent\nvalue: 71",
        see=("FACT007", "SHAPE007"),
    ),
    "FACT007": CodeInfo(
        "Key does not belong to the type",
        "The key has a meaning for other types of facts only; `decimals` and `rounding` only for facts "
        "with a `formula`, and `rounding` only together with `decimals`: alone it would round nothing.",
        wrong="type: percent\nvalue: 71\ncurrency: USD",
        right="type: percent\nvalue: 71",
        see=("FACT006",),
    ),
    "FACT008": CodeInfo(
        "Unknown currency",
        "Currencies are written with their three letters of ISO 4217.",
        wrong="currency: US$",
        right="currency: USD",
    ),
    "FACT009": CodeInfo(
        "Unknown unit",
        "No file below `data/` has a unit of this name under `units`.",
        wrong="unit: nations",
        right="unit: nation",
    ),
    "FACT010": CodeInfo(
        "Address is not a web address",
        "The address of a source starts with `https://` or `http://`, has no spaces and carries no name "
        "or password.",
        wrong="address: www.example.org/report",
        right="address: https://www.example.org/report",
    ),
    "FACT011": CodeInfo(
        "Both an as-of date and a period",
        "A figure stands for a day (`as_of`) or for a year (`period`), not for both. Keep the one that the "
        "source gives.",
        wrong="as_of: 2023-12-31\nperiod: 2023",
        right="period: 2023",
    ),
    "FACT012": CodeInfo(
        "Published after it was read",
        "The date of publication of a source lies after the day it was accessed; one of them is wrong.",
        wrong="published: 2027-04-08\naccessed: 2026-11-22",
        right="published: 2024-04-08\naccessed: 2026-11-22",
    ),
    "FACT013": CodeInfo(
        "Qualifier does not suit the type",
        "`among-top` says that something is among the first of a ranking, and needs a fact of type `rank`.",
        wrong="type: number\nvalue: 10\nqualifier: among-top",
        right="type: rank\nvalue: 10\nqualifier: among-top",
    ),
    "FACT014": CodeInfo(
        "Range that does not grow",
        "A range goes from a smaller value to a greater one, or from a day to a later one. So do the bounds "
        "of a fact, from its `minimum` to its `maximum`.",
        wrong="value: {from: 10000, to: 4000}",
        right="value: {from: 4000, to: 10000}",
    ),
    "FACT015": CodeInfo(
        "Refused before it warns",
        "`warn_after` asks to look at a figure again before `error_after` refuses to print it. So it has to "
        "be the shorter of the two.",
        wrong="warn_after: 2 years\nerror_after: 18 months",
        right="warn_after: 18 months\nerror_after: 2 years",
        see=("FACT018", "FACT019"),
    ),
    "FACT016": CodeInfo(
        "Computed, and written by hand",
        "A fact with a `formula` gets its value from the formula and its sources from the facts that the "
        "formula names. One that had a value of its own, too, could say two things.",
        wrong="trade.total: {type: money, currency: CAD, formula: trade.a + trade.b, value: 12}",
        right="trade.total: {type: money, currency: CAD, formula: trade.a + trade.b}",
    ),
    "FACT017": CodeInfo(
        "Words for another value",
        "The `wording` of a number puts its value in words: `tripled`, `top five`. When the value changes, "
        "nobody may remember the words. So `wording_for` says which value they are for, and a fact whose "
        "value is another one is refused until somebody has looked at them.",
        wrong='value: 4\nwording: {en: "tripled", fr: "triplé"}\nwording_for: 3',
        right='value: 4\nwording: {en: "quadrupled", fr: "quadruplé"}\nwording_for: 4',
    ),
    "FACT018": CodeInfo(
        "Fact that should be looked at again",
        "The fact has reached the age that its `warn_after`, or that of its source, sets. The age counts "
        "from `as_of`, or from the end of `period`, or else from the day the source was accessed. It is "
        "still printed.",
        wrong="warn_after: 1 year        # and the source was accessed 13 months ago",
        right="accessed: 2026-11-22      # after looking at the source again",
        see=("FACT019", "FACT015"),
    ),
    "FACT019": CodeInfo(
        "Fact past its date",
        "The fact has reached the age that its `error_after`, or that of its source, sets. A brief that "
        "prints it is refused. Where a brief says `outdated: stamp`, it is printed with a notice that names "
        "the fact.",
        wrong="error_after: 2 years      # and the figure is as of three years ago",
        right="as_of: 2026-09-30         # with the new figure",
        see=("FACT018", "FACT015"),
    ),
    "FACT020": CodeInfo(
        "Form that is to be used and to be avoided",
        "A term of the glossary lists a form among those that are used and among those that are not.",
        wrong="fr: police du ciel\navoid: {fr: police du ciel}",
        right="fr: police du ciel\navoid: {fr: police aérienne}",
        see=("LANG007", "LANG008"),
    ),
}
