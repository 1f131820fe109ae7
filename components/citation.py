"""How to cite the source and a view of it: plain text, BibTeX, RIS. No dash in here."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from components.imprint import DASHBOARD, Imprint
from components.slides.drawing import clean
from data.store import TrialStore

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
    """What is cited; what is not known is empty.

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


def source_work(store: TrialStore) -> Work | None:
    """The dataset's first source; none where the data name no source."""
    for row in store.sources.head(1).to_dict("records"):
        found = PRINTED.fullmatch(row["citation"])
        if found is None:
            return Work(row["source_id"], row["title"], row["citation"], row["url"], row["doi"])
        return Work(
            key=row["source_id"],
            title=row["title"],
            printed=row["citation"],
            url=row["url"],
            doi=row["doi"],
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
    return None


def view_work(words: Imprint, today: date) -> Work:
    return Work(
        key=words.file_name,
        title=words.title,
        printed=(
            f"{words.title}. {words.choice_line} In: {DASHBOARD}, a dashboard of clinical trials. "
            f"{words.source_line}"
        ),
        url=words.link,
        stands_in=DASHBOARD,
        notes=(words.choice_line, words.source_line),
        accessed=today,
    )


def _works(stores: Sequence[TrialStore], words: Imprint, today: date) -> tuple[Work, ...]:
    sources = (source_work(store) for store in stores)
    return (view_work(words, today), *(source for source in sources if source))


def one_line(text: str) -> str:
    return " ".join(clean(text).split())


def plain(stores: Sequence[TrialStore], words: Imprint, today: date) -> str:
    """Both citations as sentences."""
    view, *source = _works(stores, words, today)
    day = f"{today.day} {today:%B %Y}"
    cited = f"This view:\n{one_line(view.printed)} {_address(view.url)} (read on {day})\n"
    return cited + "".join(f"\nThe source:\n{one_line(work.printed)}\n" for work in source)


def _address(url: str) -> str:
    """An address without signs that end a BibTeX field or a line."""
    return re.sub(r'[\s{}\\"<>]', lambda sign: f"%{ord(sign[0]):02X}", clean(url))


def escaped(text: str) -> str:
    """Text that BibTeX and TeX print as it is."""
    return "".join(SPECIALS.get(sign, sign) for sign in one_line(text))


def bibtex(stores: Sequence[TrialStore], words: Imprint, today: date) -> str:
    """Both citations as BibTeX entries."""
    return "\n".join(_bibtex_entry(work) for work in _works(stores, words, today))


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


def ris(stores: Sequence[TrialStore], words: Imprint, today: date) -> str:
    """Both citations as RIS, each line ended by CRLF as the format asks."""
    return "".join(
        f"{tag}  - {one_line(text)}\r\n"
        for work in _works(stores, words, today)
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
