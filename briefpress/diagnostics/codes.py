"""The table of codes: one stable code per kind of finding.

A new code goes into the module of its family in ``catalogue/``; a new family goes into `FAMILIES`.
A code that was published keeps its meaning for ever: people search the web for it and silence it in
scripts.
"""

from __future__ import annotations

from briefpress.diagnostics.catalogue import (
    brief,
    build,
    csv_file,
    document,
    exchange,
    expression,
    fact,
    feed,
    image,
    language,
    layout,
    link,
    mail,
    merge,
    parity,
    routine,
    schedule,
    shape,
    text,
    translation,
    usage,
    yaml,
)
from briefpress.diagnostics.code_info import CodeInfo, Family

#: In the order in which a project meets them, from a file to a PDF.
FAMILIES: tuple[Family, ...] = (
    Family(
        "Reading YAML", yaml.CODES, ("decisions/0001-strict-yaml.md", "Why YAML is read strictly"), "yaml"
    ),
    Family("Keys and values", shape.CODES, ("authoring.md", "Writing facts and briefs"), "yaml"),
    Family("Facts and sources", fact.CODES, ("authoring.md#facts", "Facts"), "yaml"),
    Family("Tables in CSV files", csv_file.CODES, ("authoring.md#rows-from-a-csv-file", "Rows"), "yaml"),
    Family("Values that are fetched", feed.CODES, ("refresh.md", "Fresh values"), "yaml"),
    Family("Formulas, assertions and claims", expression.CODES, ("authoring.md#facts", "Facts"), "yaml"),
    Family("Briefs", brief.CODES, ("authoring.md#briefs", "Briefs"), "yaml"),
    Family("Merging", merge.CODES, ("authoring.md#texts", "Texts")),
    Family("Languages that agree", parity.CODES, ("translation.md#agreement", "Agreement"), "yaml"),
    Family(
        "Spelling and typography", language.CODES, ("translation.md#proofreading", "Proofreading"), "yaml"
    ),
    Family("Translations", translation.CODES, ("translation.md#state", "The state of translations"), "yaml"),
    Family("Files for translators", exchange.CODES, ("translation.md#files-for-translators", "Files"), "xml"),
    Family("Document structure", document.CODES, ("vocabulary.md", "The vocabulary"), "xml"),
    Family("Layout and themes", layout.CODES, ("templates.md#themes", "Themes"), "yaml"),
    Family("Text and fonts", text.CODES, ("templates.md#fonts", "Fonts")),
    Family("Pictures", image.CODES, ("authoring.md#image", "Pictures")),
    Family("Building", build.CODES, ("architecture.md", "Architecture")),
    Family("Web addresses", link.CODES, ("authoring.md#addresses-on-the-web", "Addresses on the web")),
    Family("Mail", mail.CODES, ("mail.md", "Mail"), "yaml"),
    Family("Runs", routine.CODES, ("schedule.md", "Runs on a schedule"), "yaml"),
    Family("Schedules", schedule.CODES, ("schedule.md", "Runs on a schedule")),
    Family("Commands", usage.CODES, ("authoring.md#commands", "Commands")),
)

CODES: dict[str, CodeInfo] = {code: info for family in FAMILIES for code, info in family.codes.items()}


def family_of(code: str) -> Family:
    """Return the family of a code of `CODES`."""
    return next(family for family in FAMILIES if code in family.codes)
