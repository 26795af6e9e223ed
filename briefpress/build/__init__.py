"""Project -> outputs: which editions are stale, rendering them, publishing whole files.

`run.build_project` asks the `ledger` what is stale, renders it here or in guarded worker processes
(`workers`), and alone writes files (`publication`). `render` is a pure function from a project's files to
bytes and findings. Nothing is imported here: a build with nothing to do must not load what renders.
"""
