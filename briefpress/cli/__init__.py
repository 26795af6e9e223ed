"""argv -> exit code: options, progress, nothing else."""

from briefpress.cli.main import main

__all__ = ["main"]
