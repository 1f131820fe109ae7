"""The index page, which names a few joined files where dash names forty."""

import mimetypes
import re
import secrets
from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from dash import Dash
from flask import Response, g, request

from callbacks.http.dash_internals import (
    CHUNKS,
    DEPENDENCIES,
    GRID,
    GRID_CHUNK,
    SUITES,
    UNUSED,
    ScriptTags,
    script_source,
    with_library,
)
from callbacks.http.request_edge import FRAME, THEME_COOKIE, path_inside
from callbacks.http.static_files import StaticFile, fingerprint
from components.pages import page_at

ASSETS = Path(__file__).parents[2] / "assets"
PACKED = ASSETS / "packed"
FONT = "fonts/source-sans-3-latin-wght-normal.woff2"
WORLD = "topojson/world_110m.json"

RUNTIME = ASSETS / "bundles" / "regenerator-runtime.min.js"
"""The one part of ``UNUSED`` that is still in use."""
STYLE_NONCE = ASSETS / "bundles" / "style_nonce.js"
PLOTLY = "bundles/plotly.min.js"

_SOURCE_MAP = b"//# sourceMappingURL="
_URL = re.compile(r'url\("([^":]+)"\)')
_APART = b"""try {
%b
} catch (error) {
  console.error("assets/%b did not start:", error);
}"""
FIRST = "app"
"""The script that the others stand on."""


def _source(path: str) -> bytes:
    """A script of a component library, without the address of a map that is not served."""
    content = script_source(path)
    script, found, address = content.rpartition(_SOURCE_MAP)
    return script if found and b"\n" not in address.strip() else content


def _sources(paths: Iterable[str]) -> bytes:
    # the semicolon: a script may lack its last one
    return b"\n;\n".join(_source(path) for path in paths)


def _inline(icon: bytes) -> str:
    """An icon in the address itself: browsers ask for it anew with each change of the address."""
    return f"data:image/svg+xml;base64,{b64encode(icon).decode('ascii')}"


def _own(pattern: str) -> list[Path]:
    """Our scripts or styles: ``FIRST``, then in alphabetical order; what is in folders last."""
    own = sorted(ASSETS.glob(pattern), key=lambda path: (path.stem != FIRST, path.name))
    return [*own, *sorted(ASSETS.glob(f"vendor/{pattern}"))]


def _apart(script: Path) -> bytes:
    name = script.relative_to(ASSETS).as_posix()
    return _APART % (script.read_bytes(), name.encode())


class Files:
    """The files that the index page names, by their address."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.by_address: dict[str, StaticFile] = {}

    def keep(self, folder: str, name: str, content: bytes) -> str:
        """The address of a file that changes with its content; ``name`` holds a dot."""
        stem, suffix = name.rsplit(".", 1)
        address = f"{self.root}{folder}{stem}.{fingerprint(content)}.{suffix}"
        return self._add(address, content, kept=True)

    def keep_asset(self, path: str) -> str:
        folder, name = path.rsplit("/", 1)
        return self.keep(f"assets/{folder}/", name, (ASSETS / path).read_bytes())

    def serve_asset(self, path: str) -> str:
        """The plain address of an asset; the browser asks each time whether it is the same."""
        return self._add(f"{self.root}assets/{path}", (ASSETS / path).read_bytes(), kept=False)

    def _add(self, address: str, content: bytes, *, kept: bool) -> str:
        mimetype = mimetypes.guess_type(address)[0] or "application/octet-stream"
        self.by_address[address] = StaticFile(content, mimetype, kept, PACKED)
        return address

    def style(self) -> str:
        """All styles in one file, and the fonts that they name."""

        def kept(match: re.Match[str]) -> str:
            # beside the style, so that the style is the same below every prefix
            address = self.keep_asset(match[1]).removeprefix(f"{self.root}assets/")
            return f'url("{address}")'

        styles = "\n".join(path.read_text(encoding="utf-8") for path in _own("*.css"))
        return self.keep("assets/", "style.css", _URL.sub(kept, styles).encode())

    def own_script(self) -> str:
        """All scripts of ours; one that fails as it starts is told of, and stops no other."""
        return self.keep("assets/", "script.js", b"\n".join(map(_apart, _own("*.js"))))

    def library(self, paths: Iterable[str]) -> str:
        # dash looks for further parts beside this script, and for its renderer in the name
        content = b"\n".join((_apart(STYLE_NONCE), RUNTIME.read_bytes(), _sources(paths)))
        return self.keep(f"{SUITES}dash/dcc/", "dash_renderer_and_components.js", content)

    def grid(self, path: str) -> str:
        """The table's library. Dash loads it with each answer that names it: it runs once."""
        content = b"if (!window.%b) (function () {\n%b\n})();" % (
            GRID.encode(),
            _sources((path, GRID_CHUNK)),
        )
        return self.keep(f"{SUITES}{GRID}/", "grid.js", content)


@dataclass(frozen=True)
class IndexFiles:
    """Addresses of what the index page names."""

    style: str
    font: str
    icon: str
    library: str
    script: str
    plotly: str
    grid: str

    @classmethod
    def of_scripts(cls, paths: Sequence[str], files: Files) -> Self:
        """Joined from the libraries' scripts that dash would load, in its order."""
        files.serve_asset(WORLD)
        return cls(
            style=files.style(),
            font=files.keep_asset(FONT),
            icon=_inline((ASSETS / "icon.svg").read_bytes()),
            library=files.library(
                [path for path in paths if not path.startswith((GRID, *UNUSED))] + list(CHUNKS)
            ),
            script=files.own_script(),
            plotly=files.keep_asset(PLOTLY),
            grid=files.grid(next(path for path in paths if path.startswith(GRID))),
        )

    def head(self, root: str, path: str) -> str:
        """Links for the head of a page; ``path`` is without the prefix."""
        page = page_at(path)
        ahead = [(self.library, "script"), (self.script, "script")]
        if page is None or page.has_figures:
            ahead.append((self.plotly, "script"))
        if page and page.has_grid:
            ahead.append((self.grid, "script"))
        links = [f'<link rel="stylesheet" href="{self.style}">']
        links += [f'<link rel="preload" as="{kind}" href="{each}">' for each, kind in ahead]
        links.append(f'<link rel="preload" as="font" href="{self.font}" crossorigin>')
        # the first frame of a dark system waits until a script has told of it
        media = "" if THEME_COOKIE in request.cookies else ' media="(prefers-color-scheme: light)"'
        links.append(f'<link rel="preload" as="fetch" href="{root}{FRAME}" crossorigin{media}>')
        asked = [DEPENDENCIES]
        if page and page.has_map:
            asked.append(f"assets/{WORLD}")
        links += [
            f'<link rel="preload" as="fetch" href="{root}{each}" crossorigin>' for each in asked
        ]
        return "\n".join(links)

    def scripts(self, nonce: str) -> str:
        return (
            f'<script src="{self.library}" nonce="{nonce}"></script>\n'
            f'<script src="{self.script}" data-plotly="{self.plotly}"></script>\n'
        )

    def with_grid(self, response: Response) -> Response:
        """The answer of a callback; where it holds a table, dash loads its library first."""
        if response.mimetype == "application/json":
            content = response.get_data()
            if f'"{GRID}"'.encode() in content and content.endswith(b"}"):
                response.set_data(with_library(content, self.grid))
        return response


class LeanDash(Dash):
    """Dash with an index page of few files; it serves our assets itself, joined."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, include_assets_files=False, **settings)
        self.files = Files(self.config.requests_pathname_prefix)
        self.index_files: IndexFiles | None = None

    def interpolate_index(self, **parts: str) -> str:
        """The first call, while the app is made, joins the files."""
        root = self.files.root
        tags = ScriptTags(parts["scripts"])
        if self.index_files is None:
            self.index_files = IndexFiles.of_scripts(tags.paths, self.files)
        files = self.index_files
        inline = "\n".join(f"<script>{text}</script>" for text in tags.inline)
        g.style_nonce = secrets.token_urlsafe(16)
        path = "/" + path_inside(root).strip("/")
        return super().interpolate_index(
            **parts
            | {
                "css": files.head(root, path),
                "scripts": files.scripts(g.style_nonce) + inline,
                "favicon": f'<link rel="icon" type="image/svg+xml" href="{files.icon}">',
            }
        )
