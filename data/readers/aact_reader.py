"""AACT's flat files -> the frames, table by table and column by column.

A table is known by its file's name (``studies.txt``), a column by its own. Both vocabularies are
read: display labels (to 2024) and the API's enumerations (since). Here stand the trials, their
organisations and conditions; ``aact_arms``, ``aact_records`` and ``aact_texts`` read the rest of
a record, ``aact_held`` says what an export has no room for.

What AACT says otherwise than the API, and what is made of it:

- ``start_month_year`` and its like are the dates as the sponsor gave them; ``start_date`` holds
  the last day of a month where only the month was given, and is read only in their absence;
- who is masked stands as four booleans; ``who_masked_printed`` names them as the API does;
- a combined phase is joined by "/"; ``phase_printed`` joins it by "|" as the other formats do;
- "Observational" without "[Patient Registry]" does not say that there is no registry;
- where a study has no facilities, the countries it has not removed are its countries, and it has
  no site;
- an age without a limit is "N/A", which the API leaves out;
- MeSH terms have no numbers;
- doubled quotation marks are gone, and a "~" may be a tilde or a line break, and stays.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.model import schema as s
from data.model import vocabulary as v
from data.model.condition_names import condition_key
from data.readers.aact_arms import arms_and_interventions
from data.readers.aact_columns import (
    Columns,
    Distinct,
    Flags,
    Held,
    always,
    blank,
    cells,
    counted_on,
    flags,
    numbers_of,
    with_table,
)
from data.readers.aact_derived import ArmTypes, control_columns
from data.readers.aact_export import NUMBER, STUDY, Export, holding, once, sliced
from data.readers.aact_held import WITHOUT, HeldColumns
from data.readers.aact_records import records
from data.readers.aact_results import results
from data.readers.aact_tables import LINE, TableReader, WholeNumbers, header_of
from data.readers.aact_texts import TextHeaps, text_columns, text_heaps, trial_texts
from data.readers.aact_trials import (
    AGES,
    MASKED,
    RESULTS_POSTED,
    STUDY_COLUMNS,
    absent_cells,
    design_cells,
    eligibility_cells,
    plain_cells,
    plain_columns,
    results_cells,
    study_cells,
)
from data.readers.batches import Batch, Session
from data.readers.codes import code_of
from data.readers.columns import NOT_CLASSIFIED
from data.readers.formats import FilePart, RegistryFile, UnusableInputError
from data.readers.import_report import shortened
from data.readers.record_rows import one_line
from data.readers.rows import BASES
from data.readers.trial_columns import STUDIES

ARMS = "design_groups"
ROLES = {"lead": "SPONSOR", "collaborator": "COLLABORATOR"}
STUDIES_FILE = re.compile(r"(^|[/\\])studies\.\w+ ", re.IGNORECASE)
"""The beginning of a sentence on why the table of studies was left out."""
ID_WITHIN = 1_000
"""Signs of a broken line in which its registry number is looked for."""

SITE_COLUMNS = ("name", "city", "state", "country", "status", "latitude", "longitude")
HAVE_TEXTS = ("designs", "eligibilities")
"""Tables with texts that are read for the trials, too."""


def batches(source: RegistryFile, session: Session) -> Iterator[Batch]:
    """The frames of one export.

    Raises:
        UnusableInputError: there is no table of studies, or a table is damaged.
    """
    parts = _parts(source)
    held = HeldColumns.of(parts, {name: header_of(part) for name, part in parts.items()})
    for told in held.told:
        session.report.note(told)
    session.holds(held.columns())
    # The rest of an export is most of its bytes, and is not read.
    session.progress.total -= source.size - sum(part.size for part in held.parts.values())
    if ARMS in held.parts:
        # the types of arms are read for the trials, before the arms themselves
        session.progress.total += held.parts[ARMS].size
    return _frames(Export(held.parts, session))


def _parts(source: RegistryFile) -> dict[str, FilePart]:
    parts: dict[str, FilePart] = {}
    for part in source.parts:
        name = _table(part.name)
        if name in parts:
            raise UnusableInputError(
                f"The table {name} is there twice: {parts[name].name} and {part.name}."
            )
        if name in (STUDIES, *WITHOUT):
            parts[name] = part
    if STUDIES not in parts:
        raise UnusableInputError(_without_studies(source))
    return parts


def _table(file: str) -> str:
    return PurePosixPath(file).stem.lower()


def _without_studies(source: RegistryFile) -> str:
    for sentence in source.left_out:
        if STUDIES_FILE.search(sentence):
            return f"The table of studies has no column nct_id, or is none: {sentence}"
    return (
        f"{source.parts[0].name} is a table of AACT, but there is no studies.txt with it; "
        f"give the folder or the zip with all tables."
    )


def _frames(export: Export) -> Iterator[Batch]:
    sponsors = export.held("sponsors", (*plain_columns("sponsors"), "lead_or_collaborator"))
    with text_heaps(export) as heaps:
        yield from _Trials(export, heaps, _leads(sponsors)).batches()
        organisations = _Organisations(export, np.zeros(len(export.ids), np.int64))
        yield from organisations.sponsors(sponsors)
        del sponsors
        yield from organisations.sites()
        yield from _conditions(export)
        yield from arms_and_interventions(export)
        yield from records(export)
        yield from trial_texts(export, heaps, HAVE_TEXTS)
    yield from results(export)


def _leads(sponsors: Held) -> Held:
    roles = pc.utf8_lower(pc.utf8_trim_whitespace(cells(sponsors.rows, "lead_or_collaborator")))
    lead = flags(pc.equal(roles, "lead"))
    rows = sponsors.rows.filter(pa.array(lead))
    return Held(rows, sponsors.numbers[lead], sponsors.left_out)


def _arm_types(export: Export) -> ArmTypes:
    """The types of the arms of every study; what is odd in the table is told when it is read."""
    rows = export.held(ARMS, ("group_type",)).rows
    codes = Distinct.of(cells(rows, "group_type")).mapped(lambda text: code_of(v.ARM_TYPE, text))
    return ArmTypes.of(cells(rows, NUMBER).to_numpy(), codes)


@dataclass
class _Trials:
    """The studies, with what other tables say of each of them once.

    Attributes:
        leads: the sponsors that lead.
    """

    export: Export
    heaps: TextHeaps
    leads: Held
    read: list[WholeNumbers] = field(default_factory=list)

    def batches(self) -> Iterator[Batch]:
        export, report = self.export, self.export.session.report
        part = export.parts[STUDIES]
        designs = self._held("designs", (*plain_columns("designs"), *MASKED))
        takes = self._held("eligibilities", (*plain_columns("eligibilities"), *AGES))
        results = export.held("calculated_values", plain_columns("calculated_values"))
        arm_types = _arm_types(export)
        no_results = "NO" if RESULTS_POSTED in header_of(part) else v.NOT_STATED
        reader = TableReader(part, STUDY_COLUMNS, self._skip_line, export.session.progress)
        for block in reader.blocks():
            rows, numbers = self._sound(block)
            ids = cells(rows, "nct_id")
            design, taken, lead, calculated = (
                Columns(held.first_of(numbers), ids, report)
                for held in (designs, takes, self.leads, results)
            )
            export.titles.add(numbers, cells(rows, "brief_title"), cells(rows, "official_title"))
            designed = design_cells(design)
            models = designed["intervention_model"]
            trials = pa.table(
                export.own(rows, STUDIES)
                | study_cells(Columns(rows, ids, report))
                | designed
                | eligibility_cells(taken)
                | plain_cells(lead, "sponsors")
                | results_cells(calculated, rows, no_results)
                | absent_cells(rows)
                | control_columns(arm_types.of_studies(numbers), models)
            )
            if pc.any(pc.equal(cells(trials, "patient_registry"), "YES")).as_py():
                # exports to 2024 say it in the type of study, and have no column for it
                export.session.holds([("trials", "patient_registry")])
            yield {"trials": trials}
        export.ids = np.sort(np.concatenate([export.ids, *self.read]))
        for held in (designs, takes, results):
            export.known(held.rows, held.left_out)
            export.note(held.left_out)

    def _held(self, table: str, columns: tuple[str, ...]) -> Held:
        """A table without its texts, which are set aside."""
        left_out = self.export.left_out(table)
        blocks = self.export.read(table, (*columns, *text_columns(table)), left_out)
        return holding(self.heaps.setting_aside(table, blocks), columns, left_out)

    def _skip_line(self, number: int, text: str, reason: str) -> None:
        found = re.search(s.NCT_ID, text[:ID_WITHIN], re.ASCII)
        where = f"{self.export.name(STUDIES)}, line {number}"
        self.export.session.report.skip(where, found[0] if found else "", "line", reason)

    def _sound(self, block: pa.Table) -> tuple[pa.Table, WholeNumbers]:
        """The studies of a block that can be imported, and their numbers; the rest is told."""
        session = self.export.session
        numbers = numbers_of(cells(block, "nct_id"))
        again = np.ones(len(numbers), bool)
        again[np.unique(numbers, return_index=True)[1]] = False
        again |= np.fromiter((each in session.seen for each in numbers.tolist()), bool)
        bad = (numbers < 0) | again
        for row in np.flatnonzero(bad).tolist():
            self._skip(block.slice(row, 1).to_pylist()[0], int(numbers[row]))
        numbers = numbers[~bad]
        self.read.append(numbers)
        session.seen.update(numbers.tolist())
        session.report.read += len(numbers)
        session.progress.studies = session.report.read
        return block.filter(pa.array(~bad)).combine_chunks(), numbers

    def _skip(self, row: Mapping[str, str], number: int) -> None:
        nct_id, reason = row["nct_id"], "the study was read before; the first is kept"
        if number < 0:
            reason = f"{shortened(nct_id)!r} is no registry number"
            nct_id = ""
        where = f"{self.export.name(STUDIES)}, line {row[LINE]}"
        self.export.session.report.skip(where, nct_id, "nct_id", reason)


@dataclass
class _Organisations:
    """Sponsors and collaborators, sites, and the countries of studies without sites.

    Attributes:
        positions: how many organisations each study has so far.
    """

    export: Export
    positions: WholeNumbers

    def sponsors(self, held: Held) -> Iterator[Batch]:
        """The lead, then the collaborators."""
        export, left_out = self.export, held.left_out
        rows = export.known(held.rows, left_out)
        columns = export.columns(rows)
        role = columns.distinct("lead_or_collaborator").mapped(
            lambda text: ROLES.get(text.strip().lower(), "")
        )
        nameless = blank(cells(rows, "name"))
        roleless = flags(pc.equal(role, ""))
        lines = cells(rows, LINE).to_numpy()
        left_out.add("without a name", lines[nameless].tolist())
        left_out.add("neither lead nor collaborator", lines[roleless & ~nameless].tolist())
        export.note(left_out)
        second = flags(pc.not_equal(role, "SPONSOR"))
        # lexsort sorts by its last key first.
        order = np.lexsort((second, cells(rows, STUDY).to_numpy()))
        order = order[~(nameless | roleless)[order]]
        rows = rows.append_column("role", role).take(pa.array(order))
        for some in sliced(rows):
            roles = cells(some, "role")
            yield self._rows(
                some,
                "sponsors",
                {
                    **_named(export.columns(some)),
                    "role": roles,
                    "role_basis": Distinct.of(roles).mapped(
                        lambda code: f"{code.capitalize()} in the registry record"
                    ),
                },
            )

    def sites(self) -> Iterator[Batch]:
        """The facilities, then the countries of studies that name none."""
        has_site = np.zeros(len(self.export.ids), bool)
        for rows in self.export.streamed("facilities", SITE_COLUMNS):
            has_site[cells(rows, STUDY).to_numpy()] = True
            columns = self.export.columns(rows)
            country = columns.country("country", BASES["SITE"])
            unplaced = columns.distinct("country").mapped(
                lambda name: "COUNTRY_ONLY" if name.strip() else v.NOT_STATED
            )
            city = columns.distinct("city").mapped(one_line)
            state = columns.distinct("state").mapped(one_line)
            basis = pc.if_else(pc.not_equal(city, ""), "RECORD", unplaced)
            points = with_table(columns.coordinates(), basis, city, state, country["country"])
            yield self._rows(
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
        rows = self.export.known_rows("countries", ("name", "removed"))
        removed = self.export.columns(rows).code(v.YES_NO, "removed", "countries.removed")
        counts = flags(pc.not_equal(removed, "YES")) & ~blank(cells(rows, "name"))
        counts &= ~has_site[cells(rows, STUDY).to_numpy()]
        for some in sliced(once(rows.filter(pa.array(counts)), "name")):
            country = self.export.columns(some).country("name", BASES["COUNTRY"])
            stated = {"place_basis": always("COUNTRY_ONLY", some), "role": always("COUNTRY", some)}
            yield self._rows(some, "countries", country | stated)

    def _rows(self, rows: pa.Table, table: str, stated: Mapping[str, pa.Array]) -> Batch:
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
        own = self.export.own(rows, table)
        return {"trial_organisations": pa.table(own | usual | dict(stated))}


def _named(columns: Columns) -> dict[str, pa.Array]:
    return {
        "organisation": columns.distinct("name").mapped(one_line),
        "organisation_printed": cells(columns.rows, "name"),
    }


def _conditions(export: Export) -> Iterator[Batch]:
    """Each condition of a study once, in its first spelling."""
    rows = export.known_rows("conditions", ("name",))
    keys = export.columns(rows).distinct("name").mapped(condition_key)
    rows = rows.append_column("key", keys)
    for some in sliced(once(rows.filter(pc.not_equal(keys, "")), "key")):
        yield {
            "trial_conditions": pa.table(
                export.own(some, "conditions")
                | {
                    "condition": cells(some, "key"),
                    "condition_printed": export.columns(some).distinct("name").mapped(one_line),
                    "condition_group": always(NOT_CLASSIFIED, some),
                }
            )
        }
