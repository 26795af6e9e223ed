"""YAML codes: the file itself, before anything in it has a meaning."""

from briefpress.diagnostics.code_info import CodeInfo

CODES: dict[str, CodeInfo] = {
    "YAML001": CodeInfo(
        "File cannot be read",
        "The file does not exist, lies outside the project folder, is no regular file, or the system "
        "does not let Briefpress read it. The message says which.",
    ),
    "YAML002": CodeInfo(
        "File is not in UTF-8",
        "Accented letters are only safe in one encoding, UTF-8. A file saved as Latin-1, Windows-1252 or "
        "UTF-16 is refused: guessing would print wrong letters. In your editor choose "
        '"Save with encoding" and take UTF-8. A byte order mark at the start is accepted.',
    ),
    "YAML003": CodeInfo(
        "Invisible or damaged character",
        "Control characters, invisible line separators and characters that reorder text cannot be seen "
        "in an editor and have no place on a page; the replacement character � shows that a letter was "
        "lost when the file was converted. They often arrive by copying from a PDF or a spreadsheet. "
        "Delete the character and type it anew. In a key that holds for the no-break space, too, which "
        "French word processors set before a colon; in a text it is welcome.",
    ),
    "YAML004": CodeInfo(
        "YAML cannot be understood",
        "The file breaks the grammar of YAML at this place: a quote or bracket that is not closed, a tab "
        "as indentation, a line that is not indented as its neighbours are, or a colon inside a text that "
        "is not in quotes.",
        wrong="note: Canada: a close partner",
        right='note: "Canada: a close partner"',
        see=("YAML012",),
    ),
    "YAML005": CodeInfo(
        "Several documents in one file",
        "A line `---` between two parts makes two YAML documents of one file, and readers disagree on "
        "which of them counts. Join the parts, or put them in files of their own.",
    ),
    "YAML006": CodeInfo(
        "Anchor, alias or merge key",
        "Anchors (`&name`), aliases (`*name`) and merge keys (`<<`) make a value appear in places where "
        "it is not written, so that its line cannot be shown; a few lines of them can also swell to "
        "gigabytes. Write the value where it is used. A text that starts with `&` or `*` needs quotes.",
        wrong="title: *maple",
        right='title: "*maple"',
    ),
    "YAML007": CodeInfo(
        "Tag",
        "A word that starts with `!` is an instruction to the YAML reader and can change what a value "
        "means. Briefpress knows the kind of each value from its key. Remove the tag, or put a text that "
        "starts with `!` in quotes.",
        wrong="value: !!str 12",
        right='value: "12"',
    ),
    "YAML008": CodeInfo(
        "Nested too deeply",
        "No file of a project needs more than 32 levels of lists and mappings inside each other; deeper "
        "files are broken or hostile, and can crash YAML readers.",
    ),
    "YAML009": CodeInfo(
        "File too large",
        "A YAML file may have 4 MiB and half a million values. Split it: every file below `data/` is read.",
    ),
    "YAML010": CodeInfo(
        "Key that is no text",
        "A key is a word before a colon. Lists, mappings and empty keys cannot be one.",
        wrong="? [en, fr]\n: text",
        right="en: text\nfr: texte",
    ),
    "YAML011": CodeInfo(
        "Key written twice",
        "The same key stands twice in one mapping. Most YAML readers silently keep the last one, so "
        "that a figure somebody still sees in the file is not the one that is printed.",
        wrong="value: 65\nvalue: 66",
        right="value: 66",
        see=("FACT003", "BRIEF003"),
    ),
    "YAML012": CodeInfo(
        "Value that YAML readers disagree about",
        "Without quotes some values change their meaning from one YAML reader to the next: `no` and `on` "
        "become false and true, `012` becomes ten, `1_000` and `1e3` become numbers or stay texts, "
        "`12:30` becomes 750. Put a text in quotes; write a number with digits and a decimal point only, "
        "and a switch as `true` or `false`.",
        wrong="answer: no\ncode: 012\nvalue: 1_000",
        right='answer: "no"\ncode: "012"\nvalue: 1000',
        see=("SHAPE007",),
    ),
    "YAML013": CodeInfo(
        "File name ends with .yml",
        "Only files that end with `.yaml` are read, so that a project has one spelling. Rename the file, "
        "or its facts are missing from every brief.",
        wrong="data/defence.yml",
        right="data/defence.yaml",
    ),
}
