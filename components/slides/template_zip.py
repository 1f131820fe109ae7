"""A template's file, checked before anything reads what is in it: kind, size, names, packing."""

import io
import zlib
from dataclasses import dataclass
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

MOST_BYTES = 20_000_000
MOST_PARTS = 2_000
MOST_UNPACKED = 200_000_000
MOST_RATIO = 200
"""Times that a part may be larger than packed; XML of slides is 10 to 40 times."""
RATIO_FROM = 1_000_000
"""Bytes of a part below which its ratio does no harm."""
WANTED = (
    "Choose a PowerPoint presentation (.pptx) or template (.potx) without a password and "
    "without macros."
)
MB = 1_000_000

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STARTS = (
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a text in RTF"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"<", "a web page or another text with tags"),
)
_ENCRYPTED = 0x1


class TemplateError(ValueError):
    """A template that cannot be used.

    The message says in sentences what the file seems to be, what is wrong, and what to do.
    """


@dataclass(frozen=True)
class PackedFile:
    """A ZIP whose directory was checked; parts are read one by one.

    Attributes:
        names: of all parts, by their names in small letters.
    """

    zip: ZipFile
    names: dict[str, str]

    def real_name(self, name: str) -> str:
        """The part's name as the file writes it, empty where there is none."""
        return self.names.get(name.lower(), "")

    def read(self, name: str) -> bytes:
        """The bytes of a part.

        Raises:
            TemplateError: it is not there, or cannot be unpacked.
        """
        real = self.real_name(name)
        if not real:
            raise damaged(f"its part “{name}” is missing")
        try:
            return self.zip.read(real)
        except (BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError):
            raise damaged(f"its part “{name}” cannot be unpacked") from None


def damaged(how: str) -> TemplateError:
    """The error of a file that is not whole."""
    return TemplateError(
        f"The file seems to be damaged or not complete: {how}. Open it in PowerPoint, save it "
        "again as .pptx or .potx, and choose that file."
    )


def opened(content: bytes) -> PackedFile:
    """The file's directory, checked; nothing is unpacked.

    Raises:
        TemplateError: it is empty, too large, no ZIP, or a ZIP that hides something.
    """
    _check_start(content)
    try:
        packed = ZipFile(io.BytesIO(content))
    except (BadZipFile, ValueError, OSError, NotImplementedError):
        raise damaged("its list of parts cannot be read") from None
    parts = [part for part in packed.infolist() if not part.is_dir()]
    _check_sizes(parts)
    for part in parts:
        _check_part(part)
    names = {part.filename.lower(): part.filename for part in parts}
    if len(names) < len(parts):
        raise damaged("it names a part twice")
    return PackedFile(packed, names)


def _check_start(content: bytes) -> None:
    if not content:
        raise TemplateError(f"The file is empty. {WANTED}")
    if len(content) > MOST_BYTES:
        raise TemplateError(
            f"The template is larger than {MOST_BYTES // MB} MB ({len(content) / MB:,.1f} MB). "
            "Delete its slides and shrink the pictures of its master (Picture Format, Compress "
            "Pictures), then save it as .potx."
        )
    if content.startswith(_COMPOUND):
        raise TemplateError(_old_or_locked(content))
    if not content.startswith(b"PK"):
        kind = next((name for start, name in _STARTS if content.lstrip().startswith(start)), "")
        seems = f"The file seems to be {kind}" if kind else "The file is no PowerPoint file"
        raise TemplateError(
            f"{seems}, not a presentation. {WANTED}" if kind else f"{seems}. {WANTED}"
        )


def _old_or_locked(content: bytes) -> str:
    """Words on a compound file: what Office wrote until 2003, and locked files until today."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return (
            "The file is locked with a password, so its layouts cannot be read. Save it without "
            "one (File, Info, Protect Presentation, Encrypt with Password) and choose it again."
        )
    if "PowerPoint Document".encode("utf-16-le") in content:
        return (
            "The file seems to be a presentation of PowerPoint 97 to 2003 (.ppt or .pot). Save it "
            "as .pptx or .potx and choose that file."
        )
    return f"The file seems to be of Office 97 to 2003, or locked with a password. {WANTED}"


def _check_sizes(parts: list[ZipInfo]) -> None:
    if len(parts) > MOST_PARTS:
        raise TemplateError(
            f"The template has {len(parts):,} parts; {MOST_PARTS:,} are read at most. Delete its "
            "slides and save it as .potx."
        )
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MOST_UNPACKED:
        raise TemplateError(
            f"The template is {unpacked / MB:,.0f} MB once unpacked; {MOST_UNPACKED // MB} MB are "
            "read at most. Delete its slides, films and large pictures, and save it as .potx."
        )


def _check_part(part: ZipInfo) -> None:
    name = part.orig_filename
    steps = name.split("/")
    if name.startswith("/") or "\\" in name or "\0" in name or ":" in name or ".." in steps:
        raise damaged("a part's name leads out of the file")
    if part.flag_bits & _ENCRYPTED:
        raise TemplateError(f"The file is locked with a password. {WANTED}")
    if part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise damaged("it is packed in a way that PowerPoint does not use")
    if part.file_size > max(RATIO_FROM, part.compress_size * MOST_RATIO):
        raise TemplateError(
            f"A part of the file unpacks to more than {MOST_RATIO} times its size, as files do "
            "that are made to fill a computer. Save the template again in PowerPoint, and choose "
            "that file."
        )
