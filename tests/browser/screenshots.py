"""Pictures of every page from the running app: ``python -m tests.browser.screenshots FOLDER``."""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import Visit
from tests.browser.server import launch, running_app

SHOTS = {
    "overview": ("/", "light"),
    "map": ("/map", "light"),
    "design": ("/design", "light"),
    "protocols": ("/protocols", "light"),
    "trials": ("/trials", "light"),
    "trial": ("/trials/NCT01143168", "light"),
    "sources": ("/sources", "light"),
    "protocols-dark": ("/protocols?regimen=miami-2005-07-ita", "dark"),
}
SIZE = {"width": 1440, "height": 900}


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with running_app() as address, sync_playwright() as playwright:
        browser = launch(playwright)
        for name, (path, theme) in SHOTS.items():
            context = browser.new_context(viewport=SIZE, color_scheme=theme)
            visit = Visit(context.new_page(), address)
            visit.open(path)
            visit.page.screenshot(path=folder / f"{name}.png")
            context.close()
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
