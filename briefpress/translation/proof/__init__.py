"""A text in one language -> what its style guide would have otherwise, and words of another one in it."""

from briefpress.translation.proof.headings import HEADINGS, check_heading
from briefpress.translation.proof.terms import Glossary
from briefpress.translation.proof.typography import check_typography
from briefpress.translation.proof.words import check_words

__all__ = ["HEADINGS", "Glossary", "check_heading", "check_typography", "check_words"]
