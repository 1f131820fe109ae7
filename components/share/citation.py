"""Citations of a view and its sources: plain text, BibTeX, RIS. No dash in here."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from components.figures.text import clean
from components.share.attribution import DASHBOARD, Attribution
from data.queries.provenance import Source

PRINTED = re.compile(
    r"(?P<authors>.+?),(?P<others> et al\.,)? (?P<journal>[^,]+?) (?P<year>\d{4}); ?"
    r"(?P<volume>\d+)(\((?P<issue>\d+)\))?:(?P<first>\d+)-(?P<last>\d+)"
)
"""``Fotino, Ricordi, et al., Rev Diabet Stud 2010; 7(2):144-157``"""

SPECIALS = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "#$%&_"},
}
"""Signs that mean something to TeX; BibTeX counts even escaped braces, so they are named."""


@dataclass(frozen=True)
class Work:
    """The work that is cited; a field that is not known is empty.

    Attributes:
        key: the BibTeX key.
        printed: the citation as the data hold it.
        authors: family names as printed; ``more`` where the source goes on with et al.
        described: the title is this dashboard's description, not a printed title.
        stands_in: the dashboard, for a view.
        accessed: the day on which a view was read.
    """

    key: str
    title: str
    printed: str
    url: str = ""
    doi: str = ""
    authors: tuple[str, ...] = ()
    more: bool = False
    journal: str = ""
    year: str = ""
    volume: str = ""
    issue: str = ""
    pages: tuple[str, str] = ("", "")
    described: bool = False
    stands_in: str = ""
    notes: tuple[str, ...] = field(default=())
    accessed: date | None = None


def source_work(source: Source) -> Work:
    """A source as a work, its parts read from the printed citation where that has them."""
    found = PRINTED.fullmatch(source.citation)
    if found is None:
        return Work(
            source.source_id, source.title or source.dataset, source.words, source.url, source.doi
        )
    return Work(
        key=source.source_id,
        title=source.title,
        printed=source.citation,
        url=source.url,
        doi=source.doi,
        authors=tuple(name.strip() for name in found["authors"].split(",")),
        more=bool(found["others"]),
        journal=found["journal"],
        year=found["year"],
        volume=found["volume"],
        issue=found["issue"] or "",
        pages=(found["first"], found["last"]),
        described=True,
        notes=("Title as described by the dashboard; authors as printed in the source.",),
    )


def view_work(words: Attribution, today: date) -> Work:
    """A view as a work of the dashboard, of the year in which it was read."""
    return Work(
        key=words.file_name,
        title=words.title,
        printed=(
            f"{DASHBOARD} ({today.year}). {words.title}. {words.choice_line} {words.source_line}"
        ),
        url=words.link,
        authors=(DASHBOARD,),
        year=str(today.year),
        stands_in=f"{DASHBOARD}: a dashboard of clinical trials",
        notes=(words.choice_line, words.source_line),
        accessed=today,
    )


def _works(words: Attribution, today: date) -> tuple[Work, ...]:
    return (view_work(words, today), *(source_work(source) for source in words.sources))


def one_line(text: str) -> str:
    return " ".join(clean(text).split())


def plain(words: Attribution, today: date) -> str:
    """The view and each of its sources as sentences."""
    view, *sources = _works(words, today)
    day = f"{today.day} {today:%B %Y}"
    cited = f"This view:\n{one_line(view.printed)} {_address(view.url)} (read on {day})\n"
    heading = "The source:" if len(sources) == 1 else "The sources:"
    listed = [_cited(work) for work in sources]
    return "\n".join([cited, heading, *listed, ""]) if listed else cited


def _cited(work: Work) -> str:
    """A source in a line, with its address where it has one."""
    return " ".join(text for text in (one_line(work.printed), _address(work.url)) if text)


def _address(url: str) -> str:
    """An address without signs that end a BibTeX field or a line."""
    return re.sub(r'[\s{}\\"<>]', lambda sign: f"%{ord(sign[0]):02X}", clean(url))


def escaped(text: str) -> str:
    """Text that BibTeX and TeX print as it is."""
    return "".join(SPECIALS.get(sign, sign) for sign in one_line(text))


def bibtex(words: Attribution, today: date) -> str:
    """The view and each of its sources as BibTeX entries."""
    return "\n".join(_bibtex_entry(work) for work in _works(words, today))


def _bibtex_entry(work: Work) -> str:
    authors = " and ".join(
        [*(f"{{{escaped(name)}}}" for name in work.authors), *(["others"] if work.more else [])]
    )
    title = f"[{work.title}]" if work.described else work.title
    notes = list(work.notes) + ([] if work.journal or work.accessed else [work.printed])
    fields = {
        "author": authors,
        "title": f"{{{escaped(title)}}}",
        "journal": escaped(work.journal),
        "howpublished": escaped(work.stands_in),
        "year": work.year,
        "volume": work.volume,
        "number": work.issue,
        "pages": "--".join(work.pages).strip("-"),
        "doi": escaped(work.doi),
        "url": _address(work.url),
        "urldate": work.accessed.isoformat() if work.accessed else "",
        "note": escaped(" ".join(notes)),
    }
    kind = "article" if work.journal else "misc"
    key = re.sub(r"[^A-Za-z0-9:_-]", "-", work.key)
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{key},", *lines, "}\n"])


def ris(words: Attribution, today: date) -> str:
    """The view and each of its sources as RIS, each line ended by CRLF as the format asks."""
    return "".join(
        f"{tag}  - {one_line(text)}\r\n"
        for work in _works(words, today)
        for tag, text in _ris_lines(work)
    )


def _ris_lines(work: Work) -> Iterable[tuple[str, str]]:
    kind = "JOUR" if work.journal else "ELEC" if work.accessed else "GEN"
    notes = work.notes if work.journal or work.accessed else (*work.notes, work.printed)
    optional = (
        *(("AU", name) for name in work.authors),
        ("TI", f"[{work.title}]" if work.described else work.title),
        ("T2", work.stands_in),
        ("JO", work.journal),
        ("PY", work.year),
        ("VL", work.volume),
        ("IS", work.issue),
        ("SP", work.pages[0]),
        ("EP", work.pages[1]),
        ("DO", work.doi),
        ("UR", _address(work.url)),
        ("Y2", f"{work.accessed:%Y/%m/%d}" if work.accessed else ""),
        *(("N1", note) for note in notes),
    )
    yield "TY", kind
    yield from ((tag, text) for tag, text in optional if text)
    if work.more:
        yield "N1", "More authors, printed as: et al."
    yield "ER", ""
