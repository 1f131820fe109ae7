"""AACT's flat files -> the frames, table by table and column by column.

Studies, designs, sponsors and calculated values make the trials; sponsors and facilities the
organisations. A table is known by its file's name (``studies.txt``), a column by its own. Both
vocabularies are read: display labels (to 2024) and the API's enumerations (since).

What AACT says otherwise than the API, and what is made of it:

- ``start_month_year`` and its like are the dates as the sponsor gave them; ``start_date`` holds
  the last day of a month where only the month was given, and is read only in their absence;
- who is masked stands as four booleans; ``who_masked_printed`` names them as the API does;
- a combined phase is joined by "/"; ``phase_printed`` joins it by "|" as the other formats do;
- "Observational" without "[Patient Registry]" does not say that there is no registry;
- where a study has no facilities, the countries it has not removed stand for its sites;
- doubled quotation marks are gone, and a "~" may be a tilde or a line break, and stays.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.model import schema as s
from data.model import vocabulary as v
from data.model.condition_names import condition_key
from data.readers.aact_columns import (
    Columns,
    Distinct,
    Flags,
    Held,
    LeftOut,
    always,
    blank,
    cells,
    counted_on,
    flags,
    numbers_of,
    positions_in,
    with_table,
)
from data.readers.aact_tables import LINE, TableReader, WholeNumbers, header_of
from data.readers.aact_trials import (
    AGES,
    MASKED,
    RESULTS_POSTED,
    STUDY_COLUMNS,
    absent_cells,
    design_cells,
    eligibility_cells,
    not_people,
    plain_cells,
    plain_columns,
    results_cells,
    study_cells,
)
from data.readers.batches import Batch, Session
from data.readers.columns import IN_FILES, NOT_CLASSIFIED
from data.readers.formats import FilePart, RegistryFile, UnusableInputError
from data.readers.import_report import shortened
from data.readers.record_rows import one_line
from data.readers.trial_columns import STUDIES

WITHOUT: Mapping[str, str] = {
    "eligibilities": "sex and age stay not stated",
    "designs": "allocation, model, masking and purpose stay not stated",
    "sponsors": "sponsors and collaborators stay not stated",
    "calculated_values": "the date of first results says whether there are results",
    "facilities": "the countries stand for the sites",
    "countries": "studies without facilities have no country",
    "conditions": "no study has a condition",
    "interventions": "no study has an intervention",
}
"""Table that may be missing -> what follows."""

ROLES = {"lead": "SPONSOR", "collaborator": "COLLABORATOR"}
NOT_AMONG_STUDIES = "no study with this nct_id was imported"
SITE_BASIS = "Location in the registry record"
COUNTRY_BASIS = "Country in the registry record, which names no site"
ID_WITHIN = 1_000
"""Signs of a broken line in which its registry number is looked for."""

STUDY, NUMBER = "study", "number"
SLICE = 100_000
"""Rows of a batch cut from a table that is held whole."""


def batches(source: RegistryFile, session: Session) -> Iterator[Batch]:
    """The frames of one export.

    Raises:
        UnusableInputError: there is no table of studies, or a table is damaged.
    """
    parts = _parts(source)
    # The rest of an export is most of its bytes, and is not read.
    session.progress.total -= source.size - sum(part.size for part in parts.values())
    return _Export(parts, session).batches()


def _parts(source: RegistryFile) -> dict[str, FilePart]:
    parts: dict[str, FilePart] = {}
    for part in source.parts:
        name = PurePosixPath(part.name).stem.lower()
        if name in parts:
            raise UnusableInputError(
                f"The table {name} is there twice: {parts[name].name} and {part.name}."
            )
        if name in (STUDIES, *WITHOUT):
            parts[name] = part
    if STUDIES not in parts:
        raise UnusableInputError(
            f"{source.parts[0].name} is a table of AACT, but there is no studies.txt with it; "
            f"give the folder or the zip with all tables."
        )
    return parts


@dataclass
class _Export:
    """One export on its way into the frames.

    Attributes:
        ids: the studies imported, as ascending numbers; rows of other tables refer to them.
        positions: how many organisations each of them has so far.
    """

    parts: Mapping[str, FilePart]
    session: Session
    ids: WholeNumbers = field(default_factory=lambda: np.array([], np.int64))
    positions: WholeNumbers = field(default_factory=lambda: np.array([], np.int64))

    def batches(self) -> Iterator[Batch]:
        self.session.holds(IN_FILES)
        for table, what in WITHOUT.items():
            if table not in self.parts:
                self.session.report.note(f"{table}.txt is missing: {what}")
        sponsors = self._held("sponsors", (*plain_columns("sponsors"), "lead_or_collaborator"))
        yield from self._trials(sponsors)
        self.positions = np.zeros(len(self.ids), np.int64)
        yield from self._sponsors(sponsors)
        yield from self._sites()
        yield from self._conditions()
        yield from self._interventions()

    # Reading

    def _left_out(self, table: str) -> LeftOut:
        return LeftOut(self.parts[table].name if table in self.parts else table)

    def _note(self, left_out: LeftOut) -> None:
        for words in left_out.in_words():
            self.session.report.note(words)

    def _read(self, table: str, columns: Sequence[str], left_out: LeftOut) -> Iterator[pa.Table]:
        """Rows of a table in the order of its file, with the number of their study."""
        if table in self.parts:
            reader = TableReader(
                self.parts[table], ("nct_id", *columns), left_out.add_line, self.session.progress
            )
            for block in reader.blocks():
                numbers = pa.array(numbers_of(cells(block, "nct_id")))
                yield block.append_column(NUMBER, numbers)

    def _held(self, table: str, columns: Sequence[str]) -> Held:
        """A whole table in memory, rows of unknown studies included."""
        left_out = self._left_out(table)
        texts = {name: pa.array([], pa.string()) for name in ("nct_id", *columns)}
        numbers = {name: pa.array([], pa.int64()) for name in (LINE, NUMBER)}
        nothing = pa.table(texts | numbers)
        blocks = [
            block.select(nothing.column_names) for block in self._read(table, columns, left_out)
        ]
        rows = pa.concat_tables([nothing, *blocks]).combine_chunks()
        return Held(rows, cells(rows, NUMBER).to_numpy(), left_out)

    def _known(self, rows: pa.Table, left_out: LeftOut) -> pa.Table:
        """The rows of studies that were imported, with their index in ``ids``."""
        studies = positions_in(self.ids, cells(rows, NUMBER).to_numpy())
        known = studies >= 0
        if not known.all():
            left_out.add(NOT_AMONG_STUDIES, cells(rows, LINE).to_numpy()[~known].tolist())
            rows, studies = rows.filter(pa.array(known)), studies[known]
        return rows.append_column(STUDY, pa.array(studies, pa.int64())).combine_chunks()

    def _streamed(self, table: str, columns: Sequence[str]) -> Iterator[pa.Table]:
        """The rows of studies that were imported, block by block."""
        left_out = self._left_out(table)
        for block in self._read(table, columns, left_out):
            yield self._known(block, left_out)
        self._note(left_out)

    def _columns(self, rows: pa.Table) -> Columns:
        return Columns(rows, cells(rows, "nct_id"), self.session.report)

    def _own(self, rows: pa.Table, table: str) -> dict[str, pa.Array]:
        """The study a row belongs to, and the line it stands in."""
        line = cells(rows, LINE).cast(pa.string())
        return {
            "nct_id": cells(rows, "nct_id"),
            "source": always(self.session.source, rows),
            "locator": pc.binary_join_element_wise(f"{self.parts[table].name}, line", line, " "),
        }

    # Trials

    def _trials(self, sponsors: Held) -> Iterator[Batch]:
        part, report = self.parts[STUDIES], self.session.report
        designs = self._held("designs", (*plain_columns("designs"), *MASKED))
        takes = self._held("eligibilities", (*plain_columns("eligibilities"), *AGES))
        results = self._held("calculated_values", plain_columns("calculated_values"))
        leads = _leads(sponsors)
        header = header_of(part)
        missing = [name for name in STUDY_COLUMNS if name not in header]
        if missing:
            report.note(f"{part.name} does not have the columns {', '.join(missing)}")
        no_results = "NO" if RESULTS_POSTED in header else v.NOT_STATED
        read = [self.ids]
        reader = TableReader(part, STUDY_COLUMNS, self._skip_line, self.session.progress)
        for block in reader.blocks():
            rows, numbers = self._sound(block)
            self.session.seen.update(numbers.tolist())
            read.append(numbers)
            report.read += len(numbers)
            self.session.progress.studies = report.read
            ids = cells(rows, "nct_id")
            design, taken, lead, calculated = (
                Columns(held.first_of(numbers), ids, report)
                for held in (designs, takes, leads, results)
            )
            yield {
                "trials": pa.table(
                    self._own(rows, STUDIES)
                    | study_cells(Columns(rows, ids, report))
                    | design_cells(design)
                    | eligibility_cells(taken)
                    | plain_cells(lead, "sponsors")
                    | results_cells(calculated, rows, no_results)
                    | absent_cells(rows)
                )
            }
        self.ids = np.sort(np.concatenate(read))
        for held in (designs, takes, results):
            self._known(held.rows, held.left_out)
            self._note(held.left_out)

    def _skip_line(self, number: int, text: str, reason: str) -> None:
        found = re.search(s.NCT_ID, text[:ID_WITHIN], re.ASCII)
        where = f"{self.parts[STUDIES].name}, line {number}"
        self.session.report.skip(where, found[0] if found else "", "line", reason)

    def _sound(self, block: pa.Table) -> tuple[pa.Table, WholeNumbers]:
        """The studies of a block that can be imported, and their numbers; the rest is told."""
        numbers = numbers_of(cells(block, "nct_id"))
        again = np.ones(len(numbers), bool)
        again[np.unique(numbers, return_index=True)[1]] = False
        again |= np.fromiter((each in self.session.seen for each in numbers.tolist()), bool)
        bad = (numbers < 0) | again | not_people(cells(block, "enrollment"))
        for row in np.flatnonzero(bad).tolist():
            self._skip(block.slice(row, 1).to_pylist()[0], int(numbers[row]), bool(again[row]))
        return block.filter(pa.array(~bad)).combine_chunks(), numbers[~bad]

    def _skip(self, row: Mapping[str, str], number: int, again: bool) -> None:
        path, nct_id = "nct_id", row["nct_id"]
        if number < 0:
            reason = f"{shortened(nct_id)!r} is no registry number"
            nct_id = ""
        elif again:
            reason = "the study was read before; the first is kept"
        else:
            path = "enrollment"
            reason = f"{shortened(row['enrollment'])!r} is no number of people"
        where = f"{self.parts[STUDIES].name}, line {row[LINE]}"
        self.session.report.skip(where, nct_id, path, reason)

    # Organisations

    def _sponsors(self, sponsors: Held) -> Iterator[Batch]:
        """The lead, then the collaborators."""
        rows = self._known(sponsors.rows, sponsors.left_out)
        columns = self._columns(rows)
        role = columns.distinct("lead_or_collaborator").mapped(
            lambda text: ROLES.get(text.strip().lower(), "")
        )
        nameless = blank(cells(rows, "name"))
        roleless = flags(pc.equal(role, ""))
        lines = cells(rows, LINE).to_numpy()
        sponsors.left_out.add("without a name", lines[nameless].tolist())
        sponsors.left_out.add("neither lead nor collaborator", lines[roleless & ~nameless].tolist())
        self._note(sponsors.left_out)
        second = flags(pc.not_equal(role, "SPONSOR"))
        # lexsort sorts by its last key first.
        order = np.lexsort((second, cells(rows, STUDY).to_numpy()))
        order = order[~(nameless | roleless)[order]]
        for start in range(0, len(order), SLICE):
            picked = pa.array(order[start : start + SLICE])
            some, roles = rows.take(picked), role.take(picked)
            yield self._organisations(
                some,
                "sponsors",
                {
                    **_named(self._columns(some)),
                    "role": roles,
                    "role_basis": Distinct.of(roles).mapped(
                        lambda code: f"{code.capitalize()} in the registry record"
                    ),
                },
            )

    def _sites(self) -> Iterator[Batch]:
        has_site = np.zeros(len(self.ids), bool)
        names = ("name", "city", "state", "country", "status", "latitude", "longitude")
        for rows in self._streamed("facilities", names):
            has_site[cells(rows, STUDY).to_numpy()] = True
            columns = self._columns(rows)
            country = columns.country("country", SITE_BASIS)
            unplaced = columns.distinct("country").mapped(
                lambda name: "COUNTRY_ONLY" if name.strip() else v.NOT_STATED
            )
            city = columns.distinct("city").mapped(one_line)
            state = columns.distinct("state").mapped(one_line)
            basis = pc.if_else(pc.not_equal(city, ""), "RECORD", unplaced)
            points = with_table(columns.coordinates(), basis, city, state, country["country"])
            yield self._organisations(
                rows,
                "facilities",
                {
                    **_named(columns),
                    **country,
                    **points,
                    "city": city,
                    "state": state,
                    "site_status": columns.code(v.SITE_STATUS, "status", "site_status"),
                    "site_status_printed": cells(rows, "status"),
                },
            )
        yield from self._countries(has_site)

    def _countries(self, has_site: Flags) -> Iterator[Batch]:
        """The countries, each once, of studies that name no site."""
        held = self._held("countries", ("name", "removed"))
        rows = self._known(held.rows, held.left_out)
        self._note(held.left_out)
        removed = self._columns(rows).code(v.YES_NO, "removed", "countries.removed")
        counts = flags(pc.not_equal(removed, "YES")) & ~blank(cells(rows, "name"))
        counts &= ~has_site[cells(rows, STUDY).to_numpy()]
        rows = _once(rows.filter(pa.array(counts)), "name")
        for start in range(0, rows.num_rows, SLICE):
            some = rows.slice(start, SLICE)
            country = self._columns(some).country("name", COUNTRY_BASIS)
            basis = {"place_basis": always("COUNTRY_ONLY", some)}
            yield self._organisations(some, "countries", country | basis)

    def _organisations(self, rows: pa.Table, table: str, stated: Mapping[str, pa.Array]) -> Batch:
        positions = counted_on(cells(rows, STUDY).to_numpy(), self.positions)
        nowhere = pa.nulls(rows.num_rows, pa.float64())
        usual = {
            "position": pa.array(positions),
            "organisation": always("", rows),
            "organisation_printed": always("", rows),
            "role": always("SITE", rows),
            "role_certainty": always("STATED", rows),
            "city": always("", rows),
            "country": always(v.NOT_STATED, rows),
            "place_basis": always(v.NOT_STATED, rows),
            "state": always("", rows),
            "site_status": always(v.NOT_STATED, rows),
            "site_status_printed": always("", rows),
            "lat": nowhere,
            "lon": nowhere,
        }
        return {"trial_organisations": pa.table(self._own(rows, table) | usual | dict(stated))}

    # Conditions and interventions

    def _conditions(self) -> Iterator[Batch]:
        """Each condition of a study once, in its first spelling."""
        held = self._held("conditions", ("name",))
        rows = self._known(held.rows, held.left_out)
        self._note(held.left_out)
        keys = self._columns(rows).distinct("name").mapped(condition_key)
        rows = rows.append_column("key", keys)
        rows = _once(rows.filter(pc.not_equal(keys, "")), "key")
        for start in range(0, rows.num_rows, SLICE):
            some = rows.slice(start, SLICE)
            yield {
                "trial_conditions": pa.table(
                    self._own(some, "conditions")
                    | {
                        "condition": cells(some, "key"),
                        "condition_printed": self._columns(some).distinct("name").mapped(one_line),
                        "condition_group": always(NOT_CLASSIFIED, some),
                    }
                )
            }

    def _interventions(self) -> Iterator[Batch]:
        positions = np.zeros(len(self.ids), np.int64)
        nameless = self._left_out("interventions")
        for block in self._streamed("interventions", ("intervention_type", "name")):
            empty = blank(cells(block, "name"))
            nameless.add("without a name", cells(block, LINE).to_numpy()[empty].tolist())
            rows = block.filter(pa.array(~empty)).combine_chunks()
            columns = self._columns(rows)
            name = columns.distinct("name")
            not_stated = always(v.NOT_STATED, rows)
            yield {
                "trial_interventions": pa.table(
                    self._own(rows, "interventions")
                    | {
                        "position": pa.array(counted_on(cells(rows, STUDY).to_numpy(), positions)),
                        "intervention": name.mapped(one_line),
                        "intervention_printed": cells(rows, "name"),
                        "intervention_type": columns.code(v.INTERVENTION_TYPE, "intervention_type"),
                        "intervention_type_printed": cells(rows, "intervention_type"),
                        "cell_product": not_stated,
                        "donor": not_stated,
                        "certainty": not_stated,
                        "basis": always("", rows),
                    }
                )
            }
        self._note(nameless)


def _leads(sponsors: Held) -> Held:
    roles = pc.utf8_lower(pc.utf8_trim_whitespace(cells(sponsors.rows, "lead_or_collaborator")))
    lead = flags(pc.equal(roles, "lead"))
    rows = sponsors.rows.filter(pa.array(lead))
    return Held(rows, sponsors.numbers[lead], sponsors.left_out)


def _once(rows: pa.Table, name: str) -> pa.Table:
    """The first row of each study with each text, in the order of the rows."""
    texts = Distinct.of(cells(rows, name))
    keys = cells(rows, STUDY).to_numpy() * (len(texts.texts) + 1) + texts.numbers
    firsts = np.sort(np.unique(keys, return_index=True)[1])
    return rows.take(pa.array(firsts)).combine_chunks()


def _named(columns: Columns) -> dict[str, pa.Array]:
    return {
        "organisation": columns.distinct("name").mapped(one_line),
        "organisation_printed": cells(columns.rows, "name"),
    }
