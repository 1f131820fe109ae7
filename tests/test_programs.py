import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from tests.gunicorn import ROOT
from tests.programs import LIST, UndeclaredError, check_start, declared, installed

PROGRAMS = str(ROOT / ".ci" / "programs")


def test_what_is_declared():
    assert list(declared()) == ["chromium", "nginx", "openssl", "redis-server"]
    assert all("#" not in name for names in declared().values() for name in names)


@pytest.mark.parametrize(
    "name", ["nginx", "/usr/sbin/nginx", "chromium", "google-chrome", sys.executable]
)
def test_what_may_be_started(name):
    check_start(name)
    check_start(None, [name, "-v"])


def test_what_a_pinned_package_brings_may_be_started():
    check_start(str(Path(sys.prefix) / "lib" / "driver" / "node"))


@pytest.mark.parametrize("name", ["pdftoppm", "/usr/bin/pdftotext", "node", "sh", "../nginxx"])
def test_what_no_machine_is_told_to_install_is_refused(name):
    with pytest.raises(UndeclaredError, match="could not run it"):
        check_start(name)
    with pytest.raises(UndeclaredError):
        check_start(None, [name, "page.pdf"])


def test_the_tests_themselves_cannot_start_it():
    with pytest.raises(UndeclaredError, match="pdftoppm"):
        subprocess.run(["pdftoppm", "-v"], check=False)


def test_a_program_outside_the_list_is_not_looked_for():
    with pytest.raises(UndeclaredError):
        installed("pdftoppm")


@pytest.mark.parametrize("name", ["Makefile", ".ci/programs", ".ci/run"])
def test_every_check_begins_with_the_programs(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    said = {
        "Makefile": "test: programs ",
        ".ci/programs": LIST.name,
        ".ci/run": "make test",
    }
    assert said[name] in text


@pytest.mark.parametrize(
    "name",
    ["tests.bench.__main__", "tests.load.__main__", "tests.browser.screenshots", "tests.audit"],
)
def test_what_make_starts_beside_the_tests_finds_all_that_it_imports(name):
    assert importlib.import_module(name).main
