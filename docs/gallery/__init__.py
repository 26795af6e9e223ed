"""The pictures of the gallery, and what makes them: `make gallery`."""
