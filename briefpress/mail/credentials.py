"""User and password from the environment or the keyring of the system, and from nowhere else."""

from __future__ import annotations

from typing import Any

from briefpress.mail.model import Server
from briefpress.mail.smtp import Credentials, ServerError
from briefpress.workspace import Workspace

USER, PASSWORD = "BRIEFPRESS_SMTP_USER", "BRIEFPRESS_SMTP_PASSWORD"
#: What an entry of the keyring is called, before the host.
SERVICE = "briefpress"


def credentials_for(workspace: Workspace, server: Server) -> Credentials | None:
    """Return who logs in, or None where nobody is named.

    Args:
        workspace: Where the environment is asked for.
        server: The server.

    Raises:
        ServerError: A user is named, and nothing knows the password.
    """
    user = workspace.environment(USER) or server.user
    if not user or server.tls == "none":
        return None
    password = workspace.environment(PASSWORD) or _from_keyring(server.host, user)
    if not password:
        raise ServerError(
            f"nothing knows the password of `{user}`",
            f"set {PASSWORD}, or `pip install keyring` and `keyring set {SERVICE}:{server.host} {user}`",
        )
    return Credentials(user, password)


def _from_keyring(host: str, user: str) -> str:
    try:
        import keyring
    except ImportError:
        return ""
    ring: Any = keyring
    try:
        return ring.get_password(f"{SERVICE}:{host}", user) or ""
    except Exception:  # each system has errors of its own, and some of them quote what was asked for
        return ""
