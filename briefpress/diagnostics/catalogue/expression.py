"""EXPR codes: formulas of computed facts, assertions about facts, claims in texts."""

from briefpress.diagnostics.code_info import CodeInfo

CODES: dict[str, CodeInfo] = {
    "EXPR001": CodeInfo(
        "Expression cannot be read",
        "A formula has numbers, ids of facts, `+ - * /`, parentheses and functions. An assertion "
        "compares two of them, or more in a chain, with `=`, `!=`, `<`, `<=`, `>` and `>=`, and joins "
        "comparisons with `and`. Numbers have a point before decimals and nothing between thousands.",
        wrong="formula: share(trade.exports, 1,000)",
        right="formula: share(trade.exports, 1000)",
    ),
    "EXPR002": CodeInfo(
        "Unknown function",
        "`docs/authoring.md` lists the functions of formulas.",
        wrong="formula: average(fms.sales)",
        right="formula: mean(fms.sales)",
    ),
    "EXPR003": CodeInfo(
        "Arguments do not suit the function",
        "The function has too few or too many arguments, or one that it cannot take.",
        wrong="formula: share(trade.exports)",
        right="formula: share(trade.exports, trade.total)",
    ),
    "EXPR004": CodeInfo(
        "Unknown fact in an expression",
        "No file below `data/` has a fact of this id, or the table has no such column or row.",
        wrong="formula: growth(fms.sales.y2013, fms.sale.y2023)",
        right="formula: growth(fms.sales.y2013, fms.sales.y2023)",
    ),
    "EXPR005": CodeInfo(
        "Figures do not go together",
        "Figures of one measure add up and compare; dollars of two countries, or a percentage and a number, "
        "do not. An amount can be multiplied with a plain number or a multiple. A percentage is no factor: "
        "a part of a whole is `part(percent, whole)`. The difference of two percentages is in percentage "
        "points.",
        wrong="formula: fms.share.sales * fms.portfolio.value",
        right="formula: part(fms.share.sales, fms.portfolio.value)",
    ),
    "EXPR006": CodeInfo(
        "Not a single figure",
        "A text, a range, a whole series or a whole table stands where one figure is needed. The points of "
        "a series and the cells of a table have ids of their own; `sum`, `mean`, `min`, `max`, `first`, "
        "`last` and `count` take a series, or a `column` or `row` of a table, as a whole.",
        wrong="formula: sum(trade.partners)",
        right="formula: sum(column(trade.partners, exports))",
    ),
    "EXPR007": CodeInfo(
        "No result",
        "The expression divides by zero, counts years backwards, leaves the calendar, takes the growth of "
        "nothing, or has a result of more digits than any figure has.",
    ),
    "EXPR008": CodeInfo(
        "No day to count to",
        "`years_since` counts to the day that the computed fact stands for. It never asks the clock: the "
        "same data have to give the same page on every day.",
        wrong="formula: years_since(norad.founded)",
        right="formula: years_since(norad.founded)\nas_of: 2026-11-22",
    ),
    "EXPR009": CodeInfo(
        "Computed from itself",
        "The formula needs a fact whose own formula needs this one, at once or by way of others.",
        wrong="trade.total: {formula: trade.exports + trade.imports}\n"
        "trade.imports: {formula: trade.total - trade.exports}",
        right="trade.total: {formula: trade.exports + trade.imports}\ntrade.imports: {value: 12}",
    ),
    "EXPR010": CodeInfo(
        "Result does not end",
        "The result has more decimals than a figure can have, as a third has. `decimals` says to how many "
        "it is rounded, and `rounding` how; nothing is rounded unasked.",
        wrong="formula: share(nato.a, nato.b)",
        right="formula: share(nato.a, nato.b)\ndecimals: 1",
    ),
    "EXPR011": CodeInfo(
        "Result does not suit the fact",
        "The formula gives another measure than the type, the unit or the currency of the fact says, or a "
        "value that such a fact cannot have.",
        wrong="type: percent\nformula: trade.exports / trade.total",
        right="type: percent\nformula: share(trade.exports, trade.total)",
    ),
    "EXPR012": CodeInfo(
        "Computed from figures that are not exact",
        "A figure computed from one that is about so much, or over it, is not exact either, and how exact "
        "it is cannot be computed. So the computed fact has to say it: `qualifier: about`, for instance, or "
        "`qualifier: exact`.",
        wrong="formula: part(fms.share.sales, fms.portfolio.value)",
        right="formula: part(fms.share.sales, fms.portfolio.value)\nqualifier: about",
    ),
    "EXPR013": CodeInfo(
        "Expression too long",
        "An expression that nobody can check by reading it proves nothing. Parts of it can be facts of "
        "their own.",
    ),
    "EXPR014": CodeInfo(
        "Assertion does not hold",
        "An entry of `assertions` says what has to be so between facts: that parts make up their total, "
        "that one figure is greater than another. It is not so. Either one of the figures is wrong, or the "
        "world has changed and the assertion with it. `within` says by how much sums of rounded figures may "
        "be off.",
        wrong='assertions:\n  parts: {that: "mix.a + mix.b = 100"}      # 71 and 28.9',
        right='assertions:\n  parts: {that: "mix.a + mix.b = 100", within: 0.2}',
    ),
    "EXPR015": CodeInfo(
        "Value out of its bounds",
        "The value is less than the `minimum` of the fact, or more than its `maximum`: a slip of a digit or "
        "of the scale, perhaps.",
        wrong="value: 710\nmaximum: 100",
        right="value: 71\nmaximum: 100",
    ),
    "EXPR016": CodeInfo(
        "Unknown claim",
        "A text claims something in a word that has no rule; `docs/authoring.md` lists those that have one.",
        wrong='{{ claim("trippled", fms.portfolio.growth) }}',
        right='{{ claim("tripled", fms.portfolio.growth) }}',
    ),
    "EXPR017": CodeInfo(
        "Claim cannot be made of these facts",
        "The claim needs other facts: a multiple, two figures of one measure, a series, a percentage, a "
        "rank.",
        wrong='{{ claim("tripled", fms.name) }}',
        right='{{ claim("tripled", fms.portfolio.growth) }}',
    ),
    "EXPR018": CodeInfo(
        "Claim is not borne out",
        "The facts do not say what the text claims. Every value that a figure leaves open has to bear the "
        "claim out: `over` 50 percent is more than half, `about` 50 percent is not.",
        wrong='{{ claim("more-than-half", nato.share) }}      # 48 percent',
        right='{{ claim("nearly-half", nato.share) }}',
    ),
}
