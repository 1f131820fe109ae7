"""Pictures of every page from the running app: ``python -m tests.browser.screenshots FOLDER``.

Names of pictures after the folder make only these.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from data.registry import main as registry
from tests.browser.conftest import Visit
from tests.browser.facts import KIDNEY, KIDNEY_FILE
from tests.browser.server import launch, running_app
from tests.posted_studies import POSTED, posted_import


@dataclass(frozen=True)
class Shot:
    """A picture of an address; ``top`` scrolls to an element first, ``wait`` waits for one."""

    path: str
    theme: str = "light"
    top: str = ""
    wait: str = ""


SHOTS = {
    "overview": Shot("/"),
    "then-and-since": Shot("/", top=".picture-then-and-since"),
    "map": Shot("/map"),
    "design": Shot("/design"),
    "protocols": Shot("/protocols"),
    "compare": Shot("/compare"),
    "agents": Shot("/protocols", top=".picture-agent-matrix"),
    "outcomes": Shot("/outcomes"),
    "results": Shot(f"/outcomes?dataset={POSTED}&results-of=NCT04732494", top="#one-trial"),
    "protocol": Shot("/protocols/miami-2005-07-ita"),
    "trials": Shot("/trials"),
    "trial": Shot("/trials/NCT01143168"),
    "sources": Shot("/sources"),
    "deck": Shot("/deck#figure=trial-map&figure=phase-by-condition%3Fcondition%3Dt1d"),
    "present": Shot("/outcomes?present=graft-function", wait=".present-stage .main-svg"),
    "registry": Shot(f"/registry?dataset={KIDNEY.dataset}"),
    "then-and-now": Shot("/then-and-now", top=".picture-then-and-now"),
    "protocols-dark": Shot("/protocols?regimen=miami-2005-07-ita", theme="dark"),
}
SIZE = {"width": 1440, "height": 900}


@contextmanager
def imported(root: Path) -> Iterator[str]:
    """The address of an app that has imported searches beside the review."""
    command = ["--datasets", str(root), "import", str(KIDNEY_FILE)]
    registry([*command, "--name", KIDNEY.dataset, "--title", KIDNEY.citation])
    posted_import(root)
    with running_app(DATASETS_DIR=str(root)) as address:
        yield address


def main(folder: Path, *names: str) -> None:
    """Write the pictures of these names, all without a name, into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with (
        TemporaryDirectory() as parent,
        imported(Path(parent) / "datasets") as address,
        sync_playwright() as playwright,
    ):
        browser = launch(playwright)
        for name in names or SHOTS:
            shot = SHOTS[name]
            context = browser.new_context(viewport=SIZE, color_scheme=shot.theme)
            visit = Visit(context.new_page(), address)
            visit.open(shot.path)
            if shot.top:
                visit.page.locator(shot.top).evaluate(
                    "e => e.closest('.card').scrollIntoView({behavior: 'instant'})"
                )
            if shot.wait:
                visit.page.locator(shot.wait).first.wait_for()
            visit.page.screenshot(path=folder / f"{name}.png")
            context.close()
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
