"""Files that never change while the app runs: compressed once, kept by the browser where it may.

WhiteNoise serves files compressed ahead, but takes ``br;q=0`` for a yes and knows only files on
disk; Flask-Compress compresses on each answer. So the little that is needed stands here.
"""

import gzip
import logging
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import brotli
from flask import Response, request
from werkzeug.datastructures import Accept

CODINGS = ("br", "gzip", "identity")
"""Content codings, the smallest answer first."""
FOR_GOOD = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
AT_START = 9
"""Brotli quality of what is compressed when the app starts: 0.1 s a megabyte; 11 takes 10 s."""
ON_DEMAND = 4
"""Brotli quality of an answer while the reader waits: half the time of 5 for a fifteenth more
bytes, 0.8 ms and 6.9 kB for 50 kB of a map's answer, 4.7 ms and 43 kB for 330 kB."""
WORTH_IT = 1000
"""Bytes below which an answer is sent as it is."""

log = logging.getLogger(__name__)


def fingerprint(content: bytes) -> str:
    return sha256(content).hexdigest()[:16]


def coding_for(accepted: Accept) -> str:
    """The coding of an answer to an Accept-Encoding header; plain where none is understood."""
    return accepted.best_match(CODINGS, default="identity")


@dataclass(frozen=True)
class StaticFile:
    """A file in memory.

    Attributes:
        kept: whether its address changes with its content, so that browsers keep it for good.
        packed: the folder with files compressed ahead (assets/pack.py), named by fingerprint.
    """

    content: bytes
    mimetype: str
    kept: bool
    packed: Path

    @cached_property
    def fingerprint(self) -> str:
        return fingerprint(self.content)

    @cached_property
    def brotli(self) -> bytes:
        """As compressed ahead; compressed now where that is missing or is not this file."""
        try:
            ahead = (self.packed / f"{self.fingerprint}.br").read_bytes()
            if brotli.decompress(ahead) == self.content:
                return ahead
            log.warning("%s.br holds another file", self.fingerprint)
        except FileNotFoundError:
            pass
        except brotli.error as error:
            log.warning("%s.br cannot be read: %s", self.fingerprint, error)
        return brotli.compress(self.content, quality=AT_START)

    @cached_property
    def gzip(self) -> bytes:
        return gzip.compress(self.content, mtime=0)

    def coded(self, coding: str) -> bytes:
        if coding == "identity":
            return self.content
        return self.brotli if coding == "br" else self.gzip

    def answer(self) -> Response:
        """The file as this request takes it, or 304 where the browser has it."""
        coding = coding_for(request.accept_encodings)
        response = Response(self.coded(coding), mimetype=self.mimetype)
        if coding != "identity":
            response.content_encoding = coding
        response.vary.add("Accept-Encoding")
        response.headers["Cache-Control"] = FOR_GOOD if self.kept else ASK_AGAIN
        response.set_etag(f"{self.fingerprint}-{coding}")
        response.make_conditional(request)
        return response


def squeeze(content: bytes, coding: str) -> bytes:
    if coding == "br":
        return brotli.compress(content, quality=ON_DEMAND)
    return gzip.compress(content, mtime=0)


def squeezes(response: Response) -> bool:
    """Says whether an answer may be compressed: whole, successful, text, and worth the work."""
    return (
        response.status_code == 200
        and not response.is_streamed
        and not response.direct_passthrough
        and not response.content_encoding
        and _is_text(response.mimetype or "")
        and (response.content_length or 0) >= WORTH_IT
    )


def _is_text(mimetype: str) -> bool:
    return mimetype.startswith("text/") or mimetype in {
        "application/json",
        "application/javascript",
    }


def compressed(response: Response) -> Response:
    """An answer that is made anew, compressed where the reader takes it."""
    if not squeezes(response):
        return response
    response.vary.add("Accept-Encoding")
    coding = coding_for(request.accept_encodings)
    if coding == "identity":
        return response
    response.set_data(squeeze(response.get_data(), coding))
    response.content_encoding = coding
    tag, _weak = response.get_etag()
    if tag:
        response.set_etag(f"{tag}-{coding}")
    return response
