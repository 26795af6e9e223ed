"""Formulas and comparisons over facts -> exact quantities, with what they measure.

The language has numbers, ids of facts, ``+ - * /``, parentheses, functions and, in assertions, comparisons.
It is no Python: nothing of the program can be reached from it, and its size is bounded.
"""

from briefpress.facts.expressions.evaluate import Outcome, compare, evaluate
from briefpress.facts.expressions.functions import FUNCTIONS, SELECTIONS
from briefpress.facts.expressions.measures import Measure, measure_of
from briefpress.facts.expressions.nodes import Comparison, Expression
from briefpress.facts.expressions.parser import parse_comparison, parse_formula
from briefpress.facts.expressions.quantities import Quantity, quantity_of, show
from briefpress.facts.expressions.refusal import Refusal, span_of
from briefpress.facts.expressions.resolve import Inputs, Known, resolve

__all__ = [
    "FUNCTIONS",
    "SELECTIONS",
    "Comparison",
    "Expression",
    "Inputs",
    "Known",
    "Measure",
    "Outcome",
    "Quantity",
    "Refusal",
    "compare",
    "evaluate",
    "measure_of",
    "parse_comparison",
    "parse_formula",
    "quantity_of",
    "resolve",
    "show",
    "span_of",
]
