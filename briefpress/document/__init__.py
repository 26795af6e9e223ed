"""Markup -> node tree: what a page says, before anybody knows where it stands."""
