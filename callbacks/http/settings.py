"""Settings by environment variable; a value that is not allowed stops the start."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

MOST_PROXIES = 5


class SettingError(ValueError):
    """A setting that is not allowed, in words: what was set, and what is allowed."""


@dataclass(frozen=True)
class Settings:
    """The settings that a host may make, by environment variable.

    Attributes:
        prefix: URL_PREFIX, the path under which a proxy serves the app, ``/`` or ``/a/b/``.
        frame_ancestors: FRAME_ANCESTORS, who may embed the app: a CSP source list.
        proxies: TRUSTED_PROXIES, how many proxies stand before the app whose X-Forwarded-Proto
            and X-Forwarded-Host name the address that readers see; 0 trusts none of them.
        cache_url: CACHE_URL, a Redis that all instances share; empty for none.
        sign_in_file: SIGN_IN_FILE, who may see the site; empty for everybody.
    """

    prefix: str = "/"
    frame_ancestors: str = "'self'"
    proxies: int = 0
    cache_url: str = ""
    sign_in_file: str = ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """Raises SettingError where a value is not allowed."""
        prefix = "/" + environment.get("URL_PREFIX", "").strip("/") + "/"
        prefix = "/" if prefix == "//" else prefix
        ancestors = environment.get("FRAME_ANCESTORS", "'self'").strip()
        if not all(
            part.replace("-", "").replace("_", "").isalnum() for part in prefix.split("/") if part
        ):
            raise SettingError(
                f"URL_PREFIX {prefix!r} is not allowed; allowed: letters, digits, - and _ "
                "between slashes"
            )
        if not ancestors or any(sign in ancestors for sign in ";,\r\n"):
            raise SettingError(
                f"FRAME_ANCESTORS {ancestors!r} is not allowed; allowed: CSP sources separated "
                "by spaces, such as 'self' https://intranet.example.org"
            )
        proxies = environment.get("TRUSTED_PROXIES", "0").strip()
        if not proxies.isdecimal() or int(proxies) > MOST_PROXIES:
            raise SettingError(
                f"TRUSTED_PROXIES {proxies!r} is not allowed; allowed: 0 to {MOST_PROXIES}"
            )
        cache_url = environment.get("CACHE_URL", "").strip()
        if cache_url and not cache_url.startswith(("redis://", "rediss://", "unix://")):
            raise SettingError(
                "CACHE_URL is not allowed; allowed: redis://, rediss:// or unix:// and a place"
            )
        sign_in_file = environment.get("SIGN_IN_FILE", "").strip()
        return cls(prefix, ancestors, int(proxies), cache_url, sign_in_file)
