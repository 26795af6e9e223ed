"""Project -> refreshed, built, checked and mailed in one run, and a report of it.

What somebody would do by hand after a figure has changed, for a scheduler to do. The steps are those of the
verbs; what is here is their order, the lock, and what becomes of the rest where one fails.
"""
