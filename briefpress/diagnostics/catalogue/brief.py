"""BRIEF codes: the files in ``briefs/``."""

from briefpress.diagnostics.code_info import CodeInfo

CODES: dict[str, CodeInfo] = {
    "BRIEF001": CodeInfo(
        "Name of a brief",
        "The file's name becomes the name of the PDF, which travels through mail programs and file systems "
        "that spoil anything but small letters, digits and hyphens.",
        wrong="briefs/Fiche défense.yaml",
        right="briefs/fiche-defense.yaml",
    ),
    "BRIEF002": CodeInfo(
        "Languages of a brief",
        "`languages` lists tags of BCP 47, each once.",
        wrong="languages: [english, en]",
        right="languages: [en, fr]",
    ),
    "BRIEF003": CodeInfo(
        "Id of a block or note",
        "Ids have small letters, digits and hyphens, and each is used once in a brief: they pair the "
        "languages, and name what links lead to.",
        see=("YAML011", "DOC011"),
    ),
    "BRIEF004": CodeInfo(
        "Shape of a block",
        "A block is a set of keys and values, a row is a list of cells.",
    ),
    "BRIEF005": CodeInfo(
        "Value that is not one of the possible ones",
        "The key takes one of a few values; the hint lists them.",
        see=("SHAPE010",),
    ),
    "BRIEF006": CodeInfo(
        "Unknown brief or language",
        "The command names a brief that the project does not have, or a language that the brief lacks.",
        see=("USAGE001",),
    ),
    "BRIEF007": CodeInfo(
        "Number of a publication that is none",
        "An ISBN has 13 digits (10 before 2007), an ISSN has 8. The last one is made of the others, so that "
        "a slip of the finger shows. Whoever orders the publication by a wrong number gets another one, or "
        "none. Which digit is wrong cannot be told: look at the number that the agency gave; none is ever "
        "made up.",
        wrong='isbn: "978-0-306-40615-8"',
        right='isbn: "978-0-306-40615-7"',
        see=("BRIEF008",),
    ),
    "BRIEF008": CodeInfo(
        "Unusual catalogue number",
        "A catalogue number of the Government of Canada has the letters of the department, a number for its "
        "branch, a hyphen and the item; most have a slash with the year, the language and the format. Each "
        "language and each format has its own.",
        wrong='catalogue: "PS84 59 2017"',
        right='catalogue: {en: "PS84-59/2017E-PDF", fr: "PS84-59/2017F-PDF"}',
        see=("BRIEF007",),
    ),
    "BRIEF009": CodeInfo(
        "Nothing to print",
        "A block that may do without each of its fields still needs one of them, or there is a gap on the "
        "page that nobody asked for. A brief without blocks gives pages with a title and nothing else.",
        wrong="- {id: legal, type: legal}",
        right='- {id: legal, type: legal, isbn: "978-0-306-40615-7"}',
        see=("SHAPE006",),
    ),
    "BRIEF010": CodeInfo(
        "A series that cannot be made",
        "A brief with `for_each` has editions for each row of a table of facts. It needs the id of a table, "
        "the rows that `rows` and `where` speak of, and another name of a file for each row.",
        wrong="for_each: {table: regions.ab}",
        right="for_each: {table: library.regions}",
        see=("BRIEF006", "CSV001"),
    ),
    "BRIEF011": CodeInfo(
        "Address of status pages that leads nowhere",
        "A brief that says `versions: numbered` can have a QR code on its pages that leads to the status "
        "page of its version: whether that is current, or was replaced or corrected. `status_address` is "
        "where the folder `output/status/` is on the web. It is printed, so it has to be right on that day.",
        wrong='status_address: "www.example.org/status"',
        right='versions: numbered\nstatus_address: "https://example.org/status"',
        see=("DOC008",),
    ),
}
