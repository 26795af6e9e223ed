"""What tests of refreshing share."""

import datetime as dt
import importlib.util
import random

import pytest

from tests.refresh.project import Garden
from tests.support.web import site


@pytest.fixture
def garden(tmp_path):
    return Garden(tmp_path / "garden")


@pytest.fixture
def web():
    """A server, for those who have what the extra brings."""
    needs("httpx", "jmespath")
    with site() as made:
        yield made


@pytest.fixture
def pauses(garden):
    """Let nobody wait between two tries, and return how long they would have."""
    needs("httpx")
    from briefpress.refresh.http import Web

    waited = []
    garden.web = Web(
        "0", sleep=waited.append, clock=lambda: dt.datetime.now(dt.UTC), chance=random.Random(1).random
    )
    return waited


def needs(*names):
    for name in names:
        if importlib.util.find_spec(name) is None:
            pytest.skip(f"{name} is not installed: pip install 'briefpress[refresh]'")
