"""DOC codes: the structure of a document."""

from briefpress.diagnostics.code_info import CodeInfo

CODES: dict[str, CodeInfo] = {
    "DOC001": CodeInfo(
        "Markup is not well formed",
        "What the layout template produced is not XML with one `document` at its root: an element is not "
        "closed, or closed in the wrong order.",
    ),
    "DOC002": CodeInfo(
        "Unknown element",
        "The layout template uses an element that is not in the vocabulary. `docs/vocabulary.md` lists all.",
        wrong="<para>",
        right="<p>",
        see=("DOC003", "DOC004"),
    ),
    "DOC003": CodeInfo(
        "Attribute of an element",
        "The element does not take the attribute, lacks one that it needs, or its value means nothing.",
        see=("DOC002",),
    ),
    "DOC004": CodeInfo(
        "Element at a wrong place",
        "Each element holds certain others; `docs/vocabulary.md` says which. Text stands in paragraphs, "
        "headings, cells and the like only.",
        see=("DOC002",),
    ),
    "DOC005": CodeInfo(
        "Chart cannot be drawn",
        "The kind of chart is unknown, a fact in it is not a number, or a value lies outside what the kind "
        "can show: a share above 100 percent, a bar below zero.",
    ),
    "DOC006": CodeInfo(
        "Alternative text is missing",
        "Somebody who hears the sheet learns of a chart or a picture only what its alternative text says "
        "(PDF/UA-1, 7.3).",
        see=("IMAGE001",),
    ),
    "DOC007": CodeInfo(
        "Rows of different length",
        "Every row of a table has as many cells as the table has columns, or a screen reader would name the "
        "wrong column.",
    ),
    "DOC008": CodeInfo(
        "Link",
        "A link leads to an `https`, `http`, `mailto` or `tel` address and has words that say where. What a "
        "QR code or a logo leads to begins with `https://` and is short enough for a code that a phone "
        "reads; it is no text, so that it has no Markdown and quotes no facts.",
    ),
    "DOC009": CodeInfo(
        "Document without a title",
        "The title is what a window shows and a screen reader announces first (PDF/UA-1, 7.1).",
    ),
    "DOC010": CodeInfo(
        "Order of headings",
        "Headings start at level 1 and go down one level at a time, so that a listener can find the way "
        "(PDF/UA-1, 7.4.2). Their size is the theme's business.",
    ),
    "DOC011": CodeInfo(
        "Id given twice",
        "Links and tags need every id to be unique in the document.",
        see=("BRIEF003",),
    ),
    "DOC012": CodeInfo(
        "Note that does not exist",
        "A text refers to a note that is not among the brief's `notes`.",
        wrong='{{ note("portfollio") }}',
        right='{{ note("portfolio") }}',
        see=("MERGE009",),
    ),
}
