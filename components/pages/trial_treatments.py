"""Arms with what each is given, interventions and outcome measures of a trial's record."""

from components.elements.markup import Markup, piece
from components.elements.record_tables import ColumnOfRecord, RecordCell, RowsOfRecord, record_table
from components.elements.registry_text import own_words, prose
from components.pages.record_part import RecordPart, counted
from data.link.trial_fields import NOT_IN_FILE, NOT_STATED
from data.queries import one_record
from data.queries.one_record import ArmOfRecord, Cells, Given, TrialRecord, cells_of

OBSERVATIONAL = "OBSERVATIONAL"
"""The study type whose records have groups in place of arms."""
TREATMENTS = "record-treatments"
"""The place of the arms and interventions in links."""
UNRESOLVED = "none, or several, of the record’s list are called so"


def treatments_part(record: TrialRecord) -> RecordPart | None:
    """The arms with what each is given, then the interventions one by one."""
    interventions = one_record.interventions(record)
    arms, given = one_record.arms(record, interventions), tuple(interventions.values())
    if not arms and not given:
        return None
    several = "Groups" if record.trial["study_type"] == OBSERVATIONAL else "Arms"
    body: list[Markup | None] = []
    for name, words in (
        ("model_description", "How they are arranged"),
        ("masking_description", "Masking"),
    ):
        if record.texts[name]:
            body += [piece("h3", words), *prose(record.texts[name], words.lower())]
    if arms:
        cells = [_arm_cells(arm) for arm in arms]
        table = record_table(RowsOfRecord(several.lower(), _arm_columns(record, several), cells))
        body += [piece("h3", f"{several} ({len(arms):,})"), *table]
    if given:
        cells = [_intervention_cells(each) for each in given]
        table = record_table(RowsOfRecord("interventions", _intervention_columns(record), cells))
        body += [piece("h3", f"Interventions ({len(given):,})") if arms else None, *table]
    frames = [
        record.rows(name)
        for name in (
            *("trial_arms", "arm_interventions", "trial_interventions", "intervention_texts"),
            "trial_texts",
        )
    ]
    title = f"{several} and interventions" if arms else "Interventions"
    amount = "" if arms else f"{len(given):,}"
    return RecordPart(
        TREATMENTS, title, [part for part in body if part is not None], frames, amount
    )


def _gap(record: TrialRecord, frame: str, column: str) -> str:
    return NOT_IN_FILE if record.store.not_in_file(frame, column) else NOT_STATED


def _arm_columns(record: TrialRecord, several: str) -> list[ColumnOfRecord]:
    return [
        ColumnOfRecord(several.removesuffix("s"), 22),
        ColumnOfRecord("Type", 13, _gap(record, "trial_arms", "arm_type")),
        ColumnOfRecord("Interventions", 25, _gap(record, "arm_interventions", "printed")),
        ColumnOfRecord("Description", 40, _gap(record, "trial_arms", "description")),
    ]


def _arm_cells(arm: ArmOfRecord) -> list[RecordCell]:
    given = [own_words("li", name) for name in arm.given]
    loose = [
        piece("li", own_words("span", name), piece("span", f" ({UNRESOLVED})", className="muted"))
        for name in arm.unknown
    ]
    listed = [piece("ul", *given, *loose, className="bare")] if given or loose else []
    what = f"the description of {arm.label}"
    return [_words(arm.label), _words(arm.kind), listed, prose(arm.description, what)]


def _intervention_columns(record: TrialRecord) -> list[ColumnOfRecord]:
    return [
        ColumnOfRecord("Intervention", 22),
        ColumnOfRecord("Type", 13, _gap(record, "trial_interventions", "intervention_type")),
        ColumnOfRecord("Other names", 25, _gap(record, "intervention_texts", "other_names")),
        ColumnOfRecord("Description", 40, _gap(record, "intervention_texts", "description")),
    ]


def _intervention_cells(given: Given) -> list[RecordCell]:
    names = [own_words("li", name) for name in given.other_names]
    loose = [
        own_words("p", f"Named for an arm that is not listed: {label}", className="muted")
        for label in given.unknown_arms
    ]
    cells = [own_words("p", given.cells, className="muted")] if given.cells else []
    return [
        [*_words(given.name), *cells],
        _words(given.kind),
        [piece("ul", *names, className="bare")] if names else [],
        [*prose(given.description, f"the description of {given.name}"), *loose],
    ]


def _words(text: str) -> RecordCell:
    return [own_words("span", text)] if text.strip() else []


def outcomes_part(record: TrialRecord) -> RecordPart | None:
    """The outcome measures as registered, the primary ones first."""
    kinds = one_record.outcomes(record)
    if not kinds:
        return None
    columns = [
        ColumnOfRecord("Measure", 32),
        ColumnOfRecord("Time frame", 20),
        ColumnOfRecord("Description", 48),
    ]
    body: list[Markup] = []
    for kind, rows in kinds:
        title = _kind_unknown(record) if kind == NOT_STATED else kind
        cells = [_outcome_cells(row) for row in cells_of(rows)]
        what = "outcome measures" if kind == NOT_STATED else f"{title.lower()} outcome measures"
        body += [
            piece("h3", f"{title} ({len(cells):,})"),
            *record_table(RowsOfRecord(what, columns, cells)),
        ]
    number = sum(len(rows) for _, rows in kinds)
    return RecordPart(
        "record-outcomes",
        "Outcome measures",
        body,
        [record.rows("outcome_measures")],
        counted(number, "as registered", "as registered"),
    )


def _kind_unknown(record: TrialRecord) -> str:
    """The heading of measures that are not said to be primary, secondary or other."""
    gap = _gap(record, "outcome_measures", "outcome_kind")
    return f"Primary or secondary: {gap[0].lower()}{gap[1:]}"


def _outcome_cells(row: Cells) -> list[RecordCell]:
    what = f"the description of {row['measure']}"
    return [
        prose(row["measure"], "the measure"),
        prose(row["time_frame"], "the time frame"),
        prose(row["description"], what),
    ]
