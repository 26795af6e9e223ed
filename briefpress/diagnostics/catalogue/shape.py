"""SHAPE codes: keys, and the kinds of their values."""

from briefpress.diagnostics.code_info import CodeInfo

CODES: dict[str, CodeInfo] = {
    "SHAPE001": CodeInfo(
        "Wrong kind of value",
        "A text stands where a list or a mapping is expected, or the other way round.",
        wrong="title: [Defence]",
        right="title: Defence",
    ),
    "SHAPE002": CodeInfo(
        "Key is missing",
        "A key that is always needed is not there.",
        see=("SHAPE003",),
    ),
    "SHAPE003": CodeInfo(
        "Unknown key",
        "The key means nothing at this place; most often it is misspelt, or indented too far or not far "
        "enough. It is refused because what it says would silently be lost.",
        wrong="lable: {en: Budget, fr: Budget}",
        right="label: {en: Budget, fr: Budget}",
        see=("SHAPE002",),
    ),
    "SHAPE004": CodeInfo(
        "Language is missing",
        "A text has to be there in every language of the project, or one of the editions would have a hole.",
        wrong='label: {en: "NORAD budget"}',
        right='label: {en: "NORAD budget", fr: "Budget du NORAD"}',
        see=("SHAPE005",),
    ),
    "SHAPE005": CodeInfo(
        "Unknown language",
        "The key is not one of the languages of the project, nor of the brief, where it has `languages` of "
        "its own.",
        wrong="label: {en: Budget, rf: Budget}",
        right="label: {en: Budget, fr: Budget}",
        see=("SHAPE004",),
    ),
    "SHAPE006": CodeInfo(
        "Value is empty",
        "There is a key but nothing after it. Write the value, or remove the key.",
        wrong="note:",
        right="note: {en: Estimate, fr: Estimation}",
    ),
    "SHAPE007": CodeInfo(
        "Not a number",
        "A number is written with digits and, where it has decimals, a decimal point: no spaces or "
        "commas between thousands, no unit, no percent or currency sign. The brief adds those, in each "
        "language its own way.",
        wrong='value: "1,234.5"',
        right="value: 1234.5",
        see=("YAML012", "FACT006"),
    ),
    "SHAPE009": CodeInfo(
        "Not a date",
        "A date is written year-month-day, with four, two and two digits, and has to exist in the "
        "calendar. Other ways of writing it mean different days to different readers.",
        wrong="accessed: 22/11/2026",
        right="accessed: 2026-11-22",
    ),
    "SHAPE010": CodeInfo(
        "Not one of the choices",
        "The value is not one of the words that are known here; the message lists them.",
        wrong="qualifier: abuot",
        right="qualifier: about",
        see=("BRIEF005",),
    ),
    "SHAPE011": CodeInfo(
        "Number out of range",
        "The number is smaller or larger than makes sense here, or has more than 40 digits.",
        wrong="value: 20233",
        right="value: 2023",
    ),
    "SHAPE012": CodeInfo(
        "Not a time of day",
        "A time has hours from 0 to 23 and minutes. It stands in quotes, because without them some YAML "
        "readers take it for a number in base sixty.",
        wrong='value: "2:30 pm"',
        right='value: "14:30"',
    ),
    "SHAPE013": CodeInfo(
        "Not a period",
        "A period is a year (`2024`), a fiscal year (`2024-2025`, two years that follow each other), a "
        "quarter (`2024-Q3`) or a month (`2024-04`).",
        wrong="period: 2024/25",
        right="period: 2024-2025",
    ),
    "SHAPE014": CodeInfo(
        "Not an age",
        "An age is a number of days, months or years.",
        wrong="warn_after: 1.5 years",
        right="warn_after: 18 months",
    ),
}
