"""Sign-in for private hosting: HTTP basic authentication, off unless SIGN_IN_FILE is set.

The file holds a line ``name:hash`` for each user; ``python -m callbacks.http.sign_in NAME`` asks
for a password and prints the line. All addresses are covered but those that a host's monitor asks.
dash-auth was tried and left: it serves scripts and the layout to everybody, and answers any
callback whose body claims a public path.
"""

import getpass
import hashlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from dash import Dash
from flask import Flask, Response, request
from flask_httpauth import HTTPBasicAuth
from werkzeug.security import check_password_hash, generate_password_hash

from callbacks.http.flask_internals import surround
from callbacks.http.settings import SettingError

PUBLIC = ("healthz", "readyz")
SHORTEST_PASSWORD = 12


def read_users(path: Path) -> dict[str, str]:
    """Name -> hash of the password.

    Raises:
        SettingError: the file cannot be read, names nobody, or a line is not ``name:hash``.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeError) as error:
        raise SettingError(f"SIGN_IN_FILE {str(path)!r} cannot be read: {error}") from None
    users = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, colon, digest = line.strip().partition(":")
        if not (name and colon and digest.startswith(("scrypt:", "pbkdf2:"))):
            raise SettingError(
                f"SIGN_IN_FILE {str(path)!r}, line {number}, is not allowed; allowed: name:hash, "
                "as printed by python -m callbacks.http.sign_in NAME"
            )
        users[name] = digest
    if not users:
        raise SettingError(f"SIGN_IN_FILE {str(path)!r} names no user")
    return users


class Doorkeeper:
    """Checks names and passwords; a right pair is remembered as a salted digest."""

    def __init__(self, users: Mapping[str, str]) -> None:
        self.users = users
        self.salt = os.urandom(16)
        # the same work is done for an unknown name, so that the time tells nothing
        self.nobody = generate_password_hash(os.urandom(16).hex())
        self.welcomed: set[bytes] = set()

    def knows(self, name: str, password: str) -> bool:
        pair = hashlib.sha256(self.salt + f"{name}\0{password}".encode()).digest()
        if pair in self.welcomed:
            return True
        is_right = check_password_hash(self.users.get(name, self.nobody), password)
        is_right = is_right and name in self.users
        if is_right and len(self.welcomed) < len(self.users):
            self.welcomed.add(pair)
        return is_right


def register(app: Dash, file: str) -> None:
    """Nothing where no file is named.

    Raises:
        SettingError: see ``read_users``.
    """
    if not file:
        return
    server: Flask = app.server
    keeper = Doorkeeper(read_users(Path(file)))
    auth = HTTPBasicAuth(realm="Clinical trials dashboard")
    public = {app.config.routes_pathname_prefix + path for path in PUBLIC}

    @auth.verify_password
    def verify(name: str, password: str) -> str | None:
        # who names nobody is not worth the tenth of a second that a password takes
        return name if name and keeper.knows(name, password) else None

    @auth.error_handler
    def ask(status: int) -> Response:
        return Response("Sign in to see this site.\n", status=status, mimetype="text/plain")

    @auth.login_required
    def signed_in() -> None:
        return None

    def ask_who_it_is() -> Response | None:
        return None if request.path in public else signed_in()

    def keep_from_shared_caches(response: Response) -> Response:
        """A CDN would give what is public to whoever asks."""
        if response.cache_control.public:
            response.cache_control.public = False
            response.cache_control.private = True
        return response

    surround(server, ask_who_it_is, keep_from_shared_caches)


def main() -> None:
    if len(sys.argv) != 2 or ":" in sys.argv[1] or not sys.argv[1].strip():
        raise SystemExit("Usage: python -m callbacks.http.sign_in NAME; the name holds no colon.")
    password = getpass.getpass()
    if len(password) < SHORTEST_PASSWORD:
        raise SystemExit(f"The password is too short; allowed: {SHORTEST_PASSWORD} or more.")
    print(f"{sys.argv[1].strip()}:{generate_password_hash(password)}")


if __name__ == "__main__":
    main()
