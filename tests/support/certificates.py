"""Certificates for servers of tests, made by openssl."""

from __future__ import annotations

import subprocess
from pathlib import Path
from shutil import which

import pytest


def make_authority(folder: Path) -> Path:
    """Make an authority, and certificates of ``localhost`` that it signed: one good, one that has expired."""
    if which("openssl") is None:
        pytest.skip("openssl is not installed, which makes the certificates")

    def openssl(*arguments):
        subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)

    new = ("-newkey", "rsa:2048", "-nodes")
    openssl("req", "-x509", *new, "-keyout", "ca.key", "-out", "ca.pem", "-days", "2", "-subj", "/CN=Test CA")
    for name, days in (("good", "1"), ("old", "-1")):
        openssl("req", *new, "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj", "/CN=localhost")
        (folder / "ext").write_text("subjectAltName=DNS:localhost")
        signed = ("-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-extfile", "ext")
        openssl("x509", "-req", "-in", f"{name}.csr", *signed, "-out", f"{name}.pem", "-days", days)
    return folder
