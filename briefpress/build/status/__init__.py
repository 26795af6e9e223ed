"""The versions of editions -> static pages that say of each whether it is current (`output/status/`)."""
