"""A real nginx with the configuration that docs/hosting.md gives, ports and certificate ours."""

import getpass
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.gunicorn import ROOT
from tests.hosting.programs import HERE, Door, Program, listens, running
from tests.ports import free_port
from tests.programs import installed

HOST = "hospital.example"
PREFIX = "/trials-dashboard"
ANSWERED_BY = "X-Answered-By"
"""Names the instance; added by the tests. Several, where one was asked in vain."""

MAIN = """
daemon off;
{user}
worker_processes 1;
pid {folder}/nginx.pid;
error_log stderr warn;
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    add_header {answered_by} $upstream_addr always;
    {site}
}}
"""


def printed_site() -> str:
    """The configuration that docs/hosting.md gives."""
    page = (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```nginx\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    return next(block for block in blocks if "upstream" in block)


def _replaced(text: str, pattern: str, new: str) -> str:
    changed, count = re.subn(pattern, new, text)
    if count != 1:
        raise RuntimeError(
            f"docs/hosting.md has an nginx configuration with {count} of {pattern!r}."
        )
    return changed


def site(ports: tuple[int, int], plain: int, tls: int, folder: Path) -> str:
    """Its configuration with our ports, names and certificate; nothing else differs."""
    text = printed_site()
    for printed, port in zip((8051, 8052), ports, strict=True):
        text = _replaced(text, rf"server 127\.0\.0\.1:{printed}\b", f"server {HERE}:{port}")
    text = _replaced(text, r"listen 80;", f"listen {HERE}:{plain};")
    text = _replaced(text, r"listen 443 ssl", f"listen {HERE}:{tls} ssl")
    text = _replaced(text, r"/etc/ssl/trials\.crt", f"{folder}/trials.crt")
    return _replaced(text, r"/etc/ssl/trials\.key", f"{folder}/trials.key")


def certificate(folder: Path) -> Path:
    """A certificate that is trusted by nobody but the tests; its key stands beside it."""
    words = [installed("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes"]
    words += ["-keyout", f"{folder}/trials.key", "-out", f"{folder}/trials.crt"]
    words += ["-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST},IP:{HERE}"]
    subprocess.run(words, check=True, capture_output=True)
    return folder / "trials.crt"


@dataclass(frozen=True)
class Proxy:
    """nginx and its two doors."""

    program: Program
    tls: Door
    plain: Door


@contextmanager
def proxy(ports: tuple[int, int], folder: Path) -> Iterator[Proxy]:
    """nginx before two instances."""
    nginx = installed("nginx")
    shown = certificate(folder)
    plain, tls = free_port(), free_port()
    # nginx heeds this line where root starts it, and warns of it where not
    is_root = getpass.getuser() == "root"
    main = MAIN.format(
        user="user root;" if is_root else "",
        folder=folder,
        answered_by=ANSWERED_BY,
        site=site(ports, plain, tls, folder),
    )
    path = folder / "nginx.conf"
    path.write_text(main, encoding="utf-8")
    words = [nginx, "-p", str(folder), "-e", "stderr", "-c", str(path)]
    with running(Program(words, tls, folder, lambda: listens(tls))) as program:
        headers = {"Host": f"{HOST}:{tls}"}
        yield Proxy(program.ready(), Door(tls, headers, shown), Door(plain, {"Host": HOST}))
