"""Fixtures for all tests: the real store, loaded once."""

import pytest

from data.store import TrialStore, load_store


@pytest.fixture(scope="session")
def store() -> TrialStore:
    return load_store()
