"""Says whether a form comes from this site's own pages, as browsers tell it.

A form changes nothing here, but the pages of others are not to send their readers' browsers for
files in this site's name.
"""

from urllib.parse import urlsplit

from flask import Request

OWN = frozenset({"same-origin", "none"})
"""Of Sec-Fetch-Site: our own page, or the reader's own hand."""


def is_of_this_site(request: Request) -> bool:
    """True also for programs that are no browsers, which say neither where they come from.

    Browsers tell by Sec-Fetch-Site over TLS, and by Origin where there is none.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in OWN
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host
