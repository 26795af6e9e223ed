"""PAR codes: what a brief's languages say differently."""

from briefpress.diagnostics.code_info import CodeInfo

CODES: dict[str, CodeInfo] = {
    "PAR001": CodeInfo(
        "Number typed where the other language quotes a fact",
        "One language quotes the fact, and follows it; the other has a number typed by hand in its place, "
        "which will stay when the fact changes, or is another number already.",
        wrong='text: {en: "A share of {{ fms.share }}.", fr: "Une part de 73 %."}',
        right='text: {en: "A share of {{ fms.share }}.", fr: "Une part de {{ fms.share }}."}',
        see=("PAR002", "PAR004"),
    ),
    "PAR002": CodeInfo(
        "Fact quoted in one language only",
        "The languages of a block quote the same facts. Where in the block each stands is the translator's "
        "choice. A fact that a claim rests on counts as quoted.",
        wrong='text: {en: "{{ norad.years }} of joint defence", fr: "Une défense commune"}',
        right='text: {en: "{{ norad.years }} of joint defence", fr: "{{ norad.years }} de défense commune"}',
        see=("PAR001", "PAR008"),
    ),
    "PAR003": CodeInfo(
        "Number that differs between languages",
        "Numbers that were typed by hand are the same in all languages of a block: digits or words, with any "
        "scale, and times and dates as each language writes them. What is right in one language alone is "
        'written in quotes between braces: `{{ "1985" }}`.',
        wrong='text: {en: "on 12 ships", fr: "sur 14 navires"}',
        right='text: {en: "on 12 ships", fr: "sur 12 navires"}',
        see=("PAR001", "PAR004"),
    ),
    "PAR004": CodeInfo(
        "Number typed although a fact says it",
        "A number that is quoted from the book of facts has a source and changes with it. One that was typed "
        "stays as it is. Where it happens to be equal and means something else, quotes between braces say "
        'so: `{{ "2017" }}`.',
        wrong='text: {en: "since 2017", fr: "depuis 2017"}',
        right='text: {en: "since {{ efp.since }}", fr: "depuis {{ efp.since }}"}',
        see=("PAR001",),
    ),
    "PAR005": CodeInfo(
        "Note marked in one language only",
        "A note belongs to a sentence in every language; a reader of the other one would never find it.",
        wrong='text: {en: "A record.{{ note("year") }}", fr: "Un record."}',
        right='text: {en: "A record.{{ note("year") }}", fr: "Un record{{ note("year") }}."}',
        see=("MERGE009", "PAR010"),
    ),
    "PAR006": CodeInfo(
        "Link that differs between languages",
        "Links lead to the same page, or to one page in two languages. Addresses that differ only by "
        "language (`/en/` and `/fr/`, `-eng` and `-fra`, `?lang=`) are one page. So are the two addresses "
        "of a source in `data/`.",
        see=("PAR002",),
    ),
    "PAR007": CodeInfo(
        "Text built in another way",
        "The languages of a text have as many paragraphs and list items: editions show them side by side, "
        "and whoever compares them finds what belongs together.",
    ),
    "PAR008": CodeInfo(
        "Claim made in one language only",
        "A claim is checked against the facts. Where only one language marks its words as one, the other "
        "could go on saying what is no longer so.",
        wrong='en: "It {{ claim("tripled", fms.growth) }}."\nfr: "Il a triplé."',
        right='en: "It {{ claim("tripled", fms.growth) }}."\nfr: "Il {{ claim("tripled", fms.growth) }}."',
        see=("EXPR018", "PAR002"),
    ),
    "PAR009": CodeInfo(
        "Translation of an unusual length",
        "French takes 0.9 to 1.6 times the characters of English. A block outside of that may have lost a "
        "sentence, or kept one that was taken out. Short texts are not measured.",
    ),
    "PAR010": CodeInfo(
        "Notes in another order",
        "Notes are numbered as they are met, so that the same note has another number in the other language, "
        "and people who speak of “note 2” mean different ones.",
        see=("PAR005",),
    ),
    "PAR011": CodeInfo(
        "Sourced words in one language only",
        "`facts --claims` lists words that lean on a source, so that somebody can look them up. Marked in "
        "one language only, those of the other would be forgotten.",
        wrong='en: "{{ sourced("page", "the oldest") }}"\nfr: "le plus ancien"',
        right='en: "{{ sourced("page", "the oldest") }}"\nfr: "{{ sourced("page", "le plus ancien") }}"',
        see=("PAR008", "MERGE012"),
    ),
    "PAR012": CodeInfo(
        "Reference in one language only",
        "One language sends its readers to a table, a figure or a part of the brief, and the other does not.",
        wrong='en: "Sales grew (see {{ ref("sales") }})."\nfr: "Les ventes montent."',
        right='en: "Sales grew (see {{ ref("sales") }})."\nfr: "Les ventes montent ({{ ref("sales") }})."',
        see=("PAR005", "MERGE013"),
    ),
}
