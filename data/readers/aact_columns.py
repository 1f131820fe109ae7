"""Columns of AACT's tables -> columns of the frames, each distinct text looked at once."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from data.index.index_arrays import joint, numbered
from data.model import schema as s
from data.model import vocabulary as v
from data.model.city_table import point_of
from data.readers.aact_tables import WholeNumbers
from data.readers.codes import code_of
from data.readers.columns import MOST_PEOPLE
from data.readers.country_names import iso3
from data.readers.dates import as_given, year_of
from data.readers.facts import Misfit
from data.readers.import_report import Report

Flags = npt.NDArray[np.bool_]

WHOLE_NUMBER = r"^[0-9]{1,18}(\.0{1,20})?\z"
DEGREES = r"^-?[0-9]{1,3}(\.[0-9]{1,20})?$"
SIGNED = re.compile(r"(-?[0-9]{1,18})(?:\.0{1,20})?", re.ASCII)
LIMITS = {"latitude": 90.0, "longitude": 180.0}
LINES_SHOWN = 5


def cells(rows: pa.Table, name: str) -> pa.Array:
    """A column in one piece."""
    return rows[name].combine_chunks()


def flags(values: pa.Array) -> Flags:
    return values.to_numpy(zero_copy_only=False).astype(bool)


def blank(texts: pa.Array) -> Flags:
    return flags(pc.equal(pc.utf8_trim_whitespace(texts), ""))


def always(text: str, rows: pa.Table) -> pa.Array:
    """A column that says the same in every row."""
    return pa.repeat(text, rows.num_rows)


def numbers_of(ids: pa.Array) -> WholeNumbers:
    """The number in each registry number; -1 where the text is none."""
    valid = pc.match_substring_regex(ids, rf"^{s.NCT_ID}\z")
    digits = pc.if_else(valid, pc.utf8_slice_codeunits(ids, 3), "-1")
    return digits.cast(pa.int64()).to_numpy(zero_copy_only=False)


def positions_in(ascending: WholeNumbers, numbers: WholeNumbers) -> WholeNumbers:
    """The first position of each number among the ascending ones; -1 where it has none."""
    if not len(ascending):
        return np.full(len(numbers), -1)
    at = np.searchsorted(ascending, numbers)
    at[at == len(ascending)] = 0
    return np.where(ascending[at] == numbers, at, -1)


def counted_on(studies: WholeNumbers, counts: WholeNumbers) -> WholeNumbers:
    """Position of each row within its study, from 1, going on from ``counts``, which grow.

    Args:
        studies: the study of each row, as an index of ``counts``.
    """
    order = np.argsort(studies, kind="stable")
    ordered = studies[order]
    starts = np.flatnonzero(np.diff(ordered, prepend=-1))
    sizes = np.diff(np.append(starts, len(ordered)))
    within = np.empty(len(studies), np.int64)
    within[order] = np.arange(len(studies)) - np.repeat(starts, sizes)
    positions = counts[studies] + within + 1
    counts += np.bincount(studies, minlength=len(counts))
    return positions


def whole_numbers(texts: pa.Array) -> WholeNumbers:
    """The number in each text, "7" or "7.0"; -1 where it is none."""
    valid = pc.match_substring_regex(texts, WHOLE_NUMBER)
    digits = pc.replace_substring_regex(pc.if_else(valid, texts, "-1"), r"\.0+", "")
    numbers: WholeNumbers = digits.cast(pa.int64()).to_numpy(zero_copy_only=False)
    return numbers


def first_rows(studies: WholeNumbers, wanted: WholeNumbers) -> WholeNumbers:
    """The place of the first row of each wanted study; -1 where it has none."""
    order = np.argsort(studies, kind="stable")
    at = positions_in(studies[order], wanted)
    return np.where(at < 0, -1, order[at]) if len(order) else at


@dataclass
class Distinct:
    """The distinct texts of a column, and which of them stands in each row."""

    texts: list[str]
    numbers: WholeNumbers

    @classmethod
    def of(cls, column: pa.Array) -> "Distinct":
        encoded = column.dictionary_encode()
        return cls(encoded.dictionary.to_pylist(), encoded.indices.to_numpy().astype(np.int64))

    def spread(self, values: Sequence[str]) -> pa.Array:
        """A column of one value for each text."""
        return pa.array(values, pa.string()).take(pa.array(self.numbers))

    def mapped(self, meaning: Callable[[str], str]) -> pa.Array:
        """A column of what each text means."""
        return self.spread([meaning(text) for text in self.texts])

    def years(self) -> pa.Array:
        """A column of the years of dates as given; null where there is no date."""
        years = pa.array([year_of(text) for text in self.texts], pa.int64())
        return years.take(pa.array(self.numbers))

    def occurrences(self, wrong: Iterable[bool]) -> Iterator[tuple[str, int, int]]:
        """(text, its first row, how often it stands) of the texts that are wrong."""
        wrong = list(wrong)
        if any(wrong):
            found, first, times = np.unique(self.numbers, return_index=True, return_counts=True)
            for number, row, count in zip(
                found.tolist(), first.tolist(), times.tolist(), strict=True
            ):
                if wrong[number]:
                    yield self.texts[number], row, count


@dataclass
class Columns:
    """The columns of some rows, read as codes, dates and places; what is in no list is told."""

    rows: pa.Table
    ids: pa.Array
    report: Report

    def distinct(self, name: str) -> Distinct:
        return Distinct.of(cells(self.rows, name))

    def _tell(self, column: str, distinct: Distinct, wrong: Iterable[bool]) -> None:
        for text, row, times in distinct.occurrences(wrong):
            self.report.value_not_listed(column, text, self.ids[row].as_py(), times)

    def coded(self, name: str, column: str, meaning: Callable[[str], str]) -> pa.Array:
        """Codes of a column; UNLISTED is told under the name of the frame's column."""
        distinct = self.distinct(name)
        codes = [meaning(text) for text in distinct.texts]
        self._tell(column, distinct, (code == v.UNLISTED for code in codes))
        return distinct.spread(codes)

    def code(self, vocabulary: v.Vocabulary, name: str, column: str = "") -> pa.Array:
        return self.coded(name, column or name, lambda text: code_of(vocabulary, text))

    def date(self, column: str, *names: str) -> pa.Array:
        """Dates as given, from the first of the columns that has one."""
        given = cells(self.rows, names[0])
        for name in names[1:]:
            blank = pc.equal(pc.utf8_trim_whitespace(given), "")
            given = pc.if_else(blank, cells(self.rows, name), given)
        distinct = Distinct.of(given)
        dates = [as_given(text) if text.strip() else "" for text in distinct.texts]
        self._tell(column, distinct, (date is None for date in dates))
        return distinct.spread([date or "" for date in dates])

    def country(self, name: str, basis: str) -> dict[str, pa.Array]:
        """Code and basis of a country; the basis holds a name that is not known."""
        distinct = self.distinct(name)
        codes = [iso3(text) if text.strip() else v.NOT_STATED for text in distinct.texts]
        for text, row, times in distinct.occurrences(code is None for code in codes):
            self.report.country_not_known(text, self.ids[row].as_py(), times)
        pairs = list(zip(distinct.texts, codes, strict=True))
        return {
            "country": distinct.spread([code or v.NOT_STATED for code in codes]),
            "role_basis": distinct.spread(
                [basis if code else f"{basis}{s.COUNTRY_PRINTED}{text}" for text, code in pairs]
            ),
        }

    def people(self, name: str) -> pa.Array:
        """Numbers of people; null where none is stated, or none that a study can have."""
        distinct = self.distinct(name)
        numbers, no_number, not_people = [], [], []
        for text in distinct.texts:
            number = _whole(text)
            possible = number is not None and 0 <= number <= MOST_PEOPLE
            numbers.append(number if possible else None)
            no_number.append(bool(text.strip()) and number is None)
            not_people.append(number is not None and not possible)
        self._tell(name, distinct, not_people)
        self._tell_misfits(f"studies.{name}", distinct, no_number, "a whole number is needed")
        return pa.array(numbers, pa.int64()).take(pa.array(distinct.numbers))

    def coordinates(self) -> dict[str, pa.Array]:
        """Degrees north and east, both or neither; what cannot be one is told."""
        lat, lon = self._degrees("latitude"), self._degrees("longitude")
        for name, other in (("latitude", "longitude"), ("longitude", "latitude")):
            alone = ~blank(cells(self.rows, name)) & blank(cells(self.rows, other))
            self._tell_rows(name, alone, f"there is no {other} beside it")
        both = pc.and_(pc.is_valid(lat), pc.is_valid(lon))
        nothing = pa.scalar(None, pa.float64())
        return {"lat": pc.if_else(both, lat, nothing), "lon": pc.if_else(both, lon, nothing)}

    def _degrees(self, name: str) -> pa.Array:
        text, limit = cells(self.rows, name), LIMITS[name]
        form = pc.match_substring_regex(text, DEGREES)
        degrees = pc.if_else(form, text, pa.scalar(None, pa.string())).cast(pa.float64())
        near = pc.fill_null(pc.less_equal(pc.abs(degrees), limit), False)
        self._tell_rows(name, ~blank(text) & ~flags(form), "a number is needed")
        far = f"it is not from -{limit:g} to {limit:g}"
        self._tell_rows(name, flags(pc.and_not(form, near)), far)
        return pc.if_else(near, degrees, pa.scalar(None, pa.float64()))

    def _tell_rows(self, name: str, wrong: Flags, reason: str) -> None:
        """Tell of the cells of a facility that are not what they should be."""
        at = np.flatnonzero(wrong)
        if len(at):
            some = Columns(self.rows.take(pa.array(at)), self.ids.take(pa.array(at)), self.report)
            distinct = some.distinct(name)
            every = [True] * len(distinct.texts)
            some._tell_misfits(f"facilities.{name}", distinct, every, reason)

    def _tell_misfits(
        self, place: str, distinct: Distinct, wrong: Iterable[bool], reason: str
    ) -> None:
        for text, row, times in distinct.occurrences(wrong):
            self.report.misfit(Misfit(place, text, reason), self.ids[row].as_py(), times)


def _whole(text: str) -> int | None:
    """The whole number that a text says, "33" or "33.0"; none where it says none."""
    found = SIGNED.fullmatch(text.strip())
    return int(found[1]) if found else None


@dataclass
class LeftOut:
    """Rows of a table that were not imported: how many, and the first lines, by reason."""

    table: str
    lines: dict[str, list[int]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, reason: str, lines: Sequence[int]) -> None:
        if len(lines):
            self.counts[reason] = self.counts.get(reason, 0) + len(lines)
            shown = self.lines.setdefault(reason, [])
            shown += lines[: LINES_SHOWN - len(shown)]

    def add_line(self, number: int, text: str, reason: str) -> None:
        self.add(reason, [number])

    def in_words(self) -> Iterator[str]:
        for reason, count in self.counts.items():
            lines = ", ".join(map(str, self.lines[reason]))
            more = ", ..." if count > LINES_SHOWN else ""
            rows, at = ("row", "line") if count == 1 else ("rows", "lines")
            yield f"{self.table}: {count} {rows} left out ({at} {lines}{more}): {reason}"


@dataclass
class Held:
    """A table held whole, in the order of its file, and the study of each row as a number."""

    rows: pa.Table
    numbers: WholeNumbers
    left_out: LeftOut

    def first_of(self, studies: WholeNumbers) -> pa.Table:
        """The first row of each study; empty cells where it has none."""
        at = first_rows(self.numbers, studies)
        picked = self.rows.take(pa.array(at, mask=at < 0))
        columns: Mapping[str, pa.Array] = {
            name: pc.fill_null(cells(picked, name), "")
            for name in picked.column_names
            if pa.types.is_string(picked.schema.field(name).type)
        }
        return pa.table(dict(columns))


def with_table(
    points: Mapping[str, pa.Array],
    basis: pa.Array,
    city: pa.Array,
    state: pa.Array,
    country: pa.Array,
) -> dict[str, pa.Array]:
    """Points and their basis, those that the record lacks from the table of cities.

    country: codes. The table is asked once for each city, not for each of its sites.
    """
    lacking = flags(pc.and_(pc.is_null(points["lat"]), pc.not_equal(city, "")))
    at = np.flatnonzero(lacking)
    words = [each.take(pa.array(at)).dictionary_encode() for each in (city, state, country)]
    codes = [each.indices.to_numpy(zero_copy_only=False).astype(np.int64) for each in words]
    place, first = numbered(joint(joint(codes[0], codes[1]), codes[2]))
    texts = [each.take(pa.array(first)).to_pylist() for each in words]
    found = [point_of(*each) for each in zip(*texts, strict=True)]
    degrees = np.array([point or (np.nan, np.nan) for point in found]).reshape(-1, 2)
    lat, lon = (points[name].to_numpy(zero_copy_only=False).copy() for name in ("lat", "lon"))
    lat[at], lon[at] = degrees[place].T
    of_table = pa.array(lacking & ~np.isnan(lat))
    return {
        "lat": pa.array(lat, from_pandas=True),
        "lon": pa.array(lon, from_pandas=True),
        "place_basis": pc.if_else(of_table, "CITY_TABLE", basis),
    }
