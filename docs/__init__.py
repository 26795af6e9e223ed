"""Documentation; a package so that tests can import what makes its pictures."""
