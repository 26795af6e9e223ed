"""What was published before + what is published now -> a memo of what changed, in each language.

`compare` finds what differs, `figures` says by how much and `reasons` why, `pictures` cuts the changed
regions from both PDFs. `view` gathers all that a memo says in one language; `texts` writes it as Markdown and
JSON, `sheet` as a tagged PDF. `write` is the pipeline, and `history` reads what earlier builds wrote.
"""
