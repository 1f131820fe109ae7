"""An import in words: where it comes from, of when it is, and what to know before quoting it."""

from data.model.amounts import amount
from data.model.import_origin import ImportOrigin
from data.queries.trials import how_filled
from data.store import TrialStore

AS_REGISTERED = (
    "Conditions stand as their sponsors registered them; names that differ in case, spaces or "
    "punctuation alone are one. Groups of conditions are the MeSH terms of the records and those "
    "above them."
)
BY_RULES = (
    "Control, cell product and donor, where they stand, are derived from a record’s words by "
    "rules; a trial’s page says from which words."
)
KIND_ON_PAGE = "An enrolment may be an estimate; each trial’s page says which it is."
KIND_NOT_HELD = "An enrolment may be an estimate; which it is does not stand in this file."
OF_EVERY_IMPORT = (
    "A trial in several countries or with several conditions counts once in each, and once in "
    "the total.",
    "Phases that a record combines stay combined. Not applicable is a value that a record "
    "states; not stated is a gap.",
    "Records are written by the sponsors. A status may be out of date.",
)


def cautions(store: TrialStore) -> tuple[str, ...]:
    """Sentences to know before quoting a number of a dataset of registry records."""
    first, *others = OF_EVERY_IMPORT
    others.append(KIND_NOT_HELD if store.not_in_file("trials", "enrollment_type") else KIND_ON_PAGE)
    conditions = how_filled(store, "condition") or AS_REGISTERED
    if not store.is_curated("cell_product"):
        return first, conditions, BY_RULES, *others
    cells = f"Cell product: {how_filled(store, 'product')} A trial’s page says from which words."
    return first, conditions, cells, *others


def origin_in_words(origin: ImportOrigin) -> tuple[str, ...]:
    """Sentences on the files, the date and what was left out."""
    imported = f", imported on {origin.imported}" if origin.imported else ""
    texts = (
        origin.coverage,
        f"{files_in_words(origin)}{imported}.",
        f"Data of {origin.day or 'a date not known'} ({origin.day_basis}).",
        read_in_words(origin),
        f"{amount(origin.joined, 'further record')} of these trials, mostly in other registers, "
        f"joined to them by the numbers that the records name; each trial counts once."
        if origin.joined
        else "",
        f"{amount(origin.not_listed, 'value')} of none of the registry’s lists, kept as printed."
        if origin.not_listed
        else "",
        f"Country names that are not known here: {', '.join(origin.unknown_countries)}."
        if origin.unknown_countries
        else "",
    )
    return tuple(text for text in texts if text)


def notes_in_words(origin: ImportOrigin) -> tuple[str, ...]:
    """Further remarks of the import, such as what its files do not hold."""
    return tuple(f"{note}." for note in origin.notes)


def files_in_words(origin: ImportOrigin) -> str:
    """``a.json (ClinicalTrials.gov API v2 JSON)``."""
    more = origin.file_count - len(origin.files)
    rest = f" and {more:,} more" if more > 0 else ""
    return f"{', '.join(origin.files)}{rest} ({', '.join(origin.formats)})"


def read_in_words(origin: ImportOrigin) -> str:
    if not origin.skipped:
        return f"Every study of the input was read ({origin.read:,})."
    were = "was" if origin.skipped == 1 else "were"
    return (
        f"{amount(origin.read, 'study', 'studies')} imported; "
        f"{origin.skipped:,} could not be read and {were} left out."
    )
