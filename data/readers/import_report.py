"""An import's failures to read, in bounded space: kept in the dataset, summed up in words."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from data.readers.facts import Misfit

LISTED = 1_000
"""Entries kept of each kind; all are counted."""

SHOWN = 10
"""Entries of each kind in the words for the terminal."""

LONGEST_SENTENCE = 1_000
LONGEST = 200
"""Signs kept of a value or a reason: a hostile record may hold a megabyte."""


def shortened(text: str, longest: int = LONGEST) -> str:
    """At most ``longest`` signs."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def printable(text: str, longest: int = LONGEST) -> str:
    """One line for a terminal: control characters are written out, not sent."""
    return "".join(
        sign if sign.isprintable() else repr(sign)[1:-1] for sign in shortened(text, longest)
    )


@dataclass(frozen=True)
class Skipped:
    """A study that was not imported: where it stood, its id if it has one, and why."""

    where: str
    nct_id: str
    path: str
    reason: str


@dataclass
class Finding:
    """A value that was imported as UNLISTED, NOT_STATED or empty, and how often it stood."""

    column: str
    value: str
    first_nct_id: str
    times: int = 0
    reason: str = ""


@dataclass
class Report:
    """Filled during one import.

    Attributes:
        read: studies imported.
        with_results: studies imported with posted results.
        joined: further records of an imported trial in another register.
        skipped: studies not imported; ``skipped_studies`` lists the first of them.
        files_left_out: files of which nothing was imported; ``left_out`` says of the first of
            them why, in sentences.
        versions: the newest date of the registry's data that the records themselves state.
    """

    read: int = 0
    with_results: int = 0
    joined: int = 0
    skipped: int = 0
    skipped_studies: list[Skipped] = field(default_factory=list)
    not_listed: dict[tuple[str, str], Finding] = field(default_factory=dict)
    misfits: dict[tuple[str, str], Finding] = field(default_factory=dict)
    unknown_countries: dict[tuple[str, str], Finding] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    files_left_out: int = 0
    left_out: list[str] = field(default_factory=list)
    versions: str = ""

    def skip(self, where: str, nct_id: str, path: str, reason: str) -> None:
        self.skipped += 1
        if len(self.skipped_studies) < LISTED:
            self.skipped_studies.append(
                Skipped(*(shortened(text) for text in (where, nct_id, path, reason)))
            )

    def value_not_listed(self, column: str, value: str, nct_id: str, times: int = 1) -> None:
        """A value in none of the registry's lists, or a date or number that cannot be one."""
        _count(self.not_listed, column, value, nct_id, times)

    def misfit(self, misfit: Misfit, nct_id: str, times: int = 1) -> None:
        """A value of another kind than its place needs."""
        _count(self.misfits, misfit.path, misfit.value, nct_id, times, misfit.reason)

    def country_not_known(self, name: str, nct_id: str, times: int = 1) -> None:
        _count(self.unknown_countries, "country", name, nct_id, times)

    def note(self, text: str) -> None:
        if text not in self.notes and len(self.notes) < LISTED:
            self.notes.append(text)

    def leave_out(self, sentence: str) -> None:
        """A file of which nothing is imported; all are counted, the first are kept."""
        self.files_left_out += 1
        if len(self.left_out) < LISTED:
            self.left_out.append(shortened(sentence, LONGEST_SENTENCE))

    def version(self, date: str) -> None:
        """The date of the registry's data that a record states; the newest is kept."""
        self.versions = max(self.versions, date)

    def as_json(self) -> dict[str, Any]:
        return {
            "studies_read": self.read,
            "studies_with_results": self.with_results,
            "studies_joined": self.joined,
            "studies_skipped": self.skipped,
            "skipped": [asdict(each) for each in self.skipped_studies],
            "values_not_listed": [asdict(each) for each in self.not_listed.values()],
            "values_of_another_kind": [asdict(each) for each in self.misfits.values()],
            "unknown_countries": [asdict(each) for each in self.unknown_countries.values()],
            "files_left_out": self.files_left_out,
            "left_out": self.left_out,
            "notes": self.notes,
        }

    def in_words(self) -> Iterator[str]:
        """Lines for the terminal, the first entries of each kind."""
        yield f"{self.read} studies imported, {self.skipped} skipped"
        if self.with_results:
            yield f"{self.with_results} of these studies have posted results"
        if self.joined:
            yield f"{self.joined} further records of these studies joined to them"
        yield from (
            f"  skipped {printable(each.where)} {printable(each.nct_id)}: "
            f"{printable(each.path)}: {printable(each.reason)}"
            for each in self.skipped_studies[:SHOWN]
        )
        yield from _more(self.skipped)
        for title, findings in (
            ("values not in the registry's lists", self.not_listed),
            ("values of another kind than is needed", self.misfits),
            ("country names not known", self.unknown_countries),
        ):
            if findings:
                yield f"{len(findings)} {title}:"
            yield from (
                f"  {each.column} {printable(each.value)!r}: {each.times} times, "
                f"first in {each.first_nct_id}{_because(each)}"
                for each in list(findings.values())[:SHOWN]
            )
            yield from _more(len(findings))
        if self.left_out:
            yield f"{self.files_left_out} file{'s' * (self.files_left_out > 1)} left out:"
        yield from (f"  {printable(each, LONGEST_SENTENCE)}" for each in self.left_out[:SHOWN])
        yield from _more(self.files_left_out)
        yield from (f"note: {printable(note)}" for note in self.notes[:SHOWN])
        yield from _more(len(self.notes))


def _because(finding: Finding) -> str:
    return f" ({finding.reason})" if finding.reason else ""


def _more(entries: int) -> Iterator[str]:
    if entries > SHOWN:
        yield f"  ... and {entries - SHOWN} more; report.json of the dataset lists them"


def _count(
    findings: dict[tuple[str, str], Finding],
    column: str,
    value: str,
    nct_id: str,
    times: int,
    reason: str = "",
) -> None:
    value = shortened(value)
    key = (column, value)
    if key not in findings:
        if len(findings) >= LISTED:
            # One entry counts all that no longer find room.
            value, key = "(other values)", (column, "(other values)")
        findings.setdefault(key, Finding(column, value, nct_id, reason=reason))
    findings[key].times += times
