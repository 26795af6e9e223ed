"""LANG codes: typography, and the language of a text."""

from briefpress.diagnostics.code_info import CodeInfo

CODES: dict[str, CodeInfo] = {
    "LANG001": CodeInfo(
        "Space that is missing, or too much",
        "French has a no-break space before `:`, `%` and `$`, inside « » and in large numbers; without it, a "
        "sign may begin a line. English has none before `%`. Neither has a space before a comma.",
        wrong='fr: "Une part : 71 %."',
        right='fr: "Une part\u00a0: 71\u00a0%."',
    ),
    "LANG002": CodeInfo(
        "Straight quotation marks or apostrophe",
        "What a typewriter had is not what books have: “ ” and ’ in English, « » and ’ in French.",
        wrong='en: "Canada\'s share"',
        right='en: "Canada’s share"',
    ),
    "LANG003": CodeInfo(
        "Sign that is written in another way",
        "An ellipsis is one sign. In English a span of years has an en dash. In French the first of a month "
        "is `1er`, and a percentage in digits has its sign.",
        wrong='fr: "le 1 avril"',
        right='fr: "le 1er avril"',
    ),
    "LANG004": CodeInfo(
        "Text that was not translated",
        "A text is the same in two languages. Alternative texts are forgotten most often: nobody sees them, "
        "and whoever hears them does not understand.",
        see=("LANG005", "LANG006"),
    ),
    "LANG005": CodeInfo(
        "Word of another language",
        "The word is one of the most frequent of another language of the brief, and none of this one; or it "
        "stands in the source of the translation, too, and a dictionary has it for that language only. Names "
        "and titles in another language are marked, so that a screen reader pronounces them right.",
        wrong='fr: "le programme Foreign Military Sales of the year"',
        right='fr: "le programme {{ lang("en", "Foreign Military Sales") }}"',
        see=("LANG004", "LANG006"),
    ),
    "LANG006": CodeInfo(
        "Text in another language than it says",
        "The small words of the text are those of another language. It would be read aloud, hyphenated and "
        "searched as what it is not; a validator of PDF cannot see that.",
        see=("LANG004", "LANG005"),
    ),
    "LANG007": CodeInfo(
        "Term that is not translated as the glossary says",
        "The glossary of the project (`terms` in a file of `data/`) says what a thing is called in each "
        "language. A block names it in the language that it was written in, and its translation has none of "
        "the forms. Where another thing is meant, write the words of the source between braces: "
        '`{{ "battle group" }}`.',
        wrong='en: "Canada leads the battle group."\nfr: "Le Canada dirige le bataillon."',
        right='en: "Canada leads the battle group."\nfr: "Le Canada dirige le groupement tactique."',
        see=("LANG008",),
    ),
    "LANG008": CodeInfo(
        "Form that the glossary avoids",
        "The glossary of the project lists the form under `avoid`, and says what is written instead.",
        wrong='fr: "la police aérienne"',
        right='fr: "la police du ciel"',
        see=("LANG007",),
    ),
    "LANG009": CodeInfo(
        "Heading that is written in another way",
        "A heading has no full stop. In French only its first word and names have a capital, unlike in an "
        "English heading.",
        wrong='fr: "Les Faits Et les Chiffres."',
        right='fr: "Les faits et les chiffres"',
    ),
}
