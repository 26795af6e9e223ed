"""Briefpress: sourced facts in, printable briefs out.

The packages are phases; data flows one way through them::

    workspace -> facts -> merge -> document -> layout -> page -> pdf -> build -> cli

``docs/architecture.md`` follows one fact along the whole way.
"""

__version__ = "0.1.0"
