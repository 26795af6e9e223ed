"""A host that may be visited -> connections to it: to public addresses that were checked, and no others."""

from __future__ import annotations

from briefpress.network.connections import (
    NotConnectedError,
    addresses_of,
    is_public,
    pool_of,
    trusted,
    with_port,
)

__all__ = ["NotConnectedError", "addresses_of", "is_public", "pool_of", "trusted", "with_port"]
