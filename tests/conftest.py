"""Fixtures for all tests: the real store, a small import beside it, a running app, a browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from data.datasets.catalogue import Datasets, load_dataset
from data.datasets.protocol_store import load_protocols
from data.store import TrialStore, load_store
from tests.browser.server import launch, running_app
from tests.imports import ARMS, ISLETS, LATER, LONG, arms_import, long_import, small_import
from tests.posted_studies import POSTED, posted_import
from tests.programs import watch_starts
from tests.protocols import OURS, import_protocols

watch_starts()


@pytest.fixture(scope="session")
def store() -> TrialStore:
    return load_store()


@pytest.fixture(scope="session")
def imported(tmp_path_factory) -> TrialStore:
    """A small import, loaded from the disk."""
    root = tmp_path_factory.mktemp("datasets")
    small_import(root, ISLETS)
    return load_dataset(root, ISLETS)


@pytest.fixture(scope="session")
def long_names(tmp_path_factory) -> TrialStore:
    """An import whose conditions have long names."""
    root = tmp_path_factory.mktemp("long")
    long_import(root)
    return load_dataset(root, LONG)


@pytest.fixture(scope="session")
def protocols(tmp_path_factory) -> TrialStore:
    """The protocols of a hospital, loaded from the disk."""
    root = tmp_path_factory.mktemp("protocols")
    import_protocols(root)
    return load_protocols(root, OURS)


@pytest.fixture(scope="session")
def with_arms(store, imported, tmp_path_factory) -> Datasets:
    """The built-in data, an import of trials with arms, and one without, beside one another."""
    root = tmp_path_factory.mktemp("arms")
    arms_import(root)
    return Datasets.beside_one_another((store, load_dataset(root, ARMS), imported))


@pytest.fixture(scope="session")
def posted(store, tmp_path_factory) -> Datasets:
    """The built-in data and an import of studies with posted results, beside one another."""
    root = tmp_path_factory.mktemp("posted")
    posted_import(root)
    return Datasets.beside_one_another((store, load_dataset(root, POSTED)))


@pytest.fixture(scope="session")
def datasets(store, imported) -> Datasets:
    """The built-in data and the small import."""
    return Datasets((store, imported))


@pytest.fixture(scope="session")
def beside(store, imported, tmp_path_factory) -> Datasets:
    """The built-in data, the small import and its later snapshot, beside one another."""
    root = tmp_path_factory.mktemp("later")
    small_import(root, LATER)
    return Datasets.beside_one_another((store, imported, load_dataset(root, LATER)))


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    with running_app() as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()
