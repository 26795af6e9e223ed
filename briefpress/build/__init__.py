"""Project -> outputs: which editions are stale, rendering them, publishing whole files.

`run.build_project` asks `plan` what is stale by what the `ledger` remembers (`fingerprint` of files,
`fact_use` of facts), has it rendered here or in guarded worker processes (`workers`), and alone writes files
(`publication`). `render` is a pure function from a project's files to bytes and findings. Nothing is imported
here: a build with nothing to do must not load what renders.
"""
