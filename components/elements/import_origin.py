"""An import in words: where it comes from, of when it is, and what to know before quoting it."""

from data.model.amounts import amount
from data.model.import_origin import ImportOrigin

OF_EVERY_IMPORT = (
    "A trial in several countries or with several conditions counts once in each, and once in "
    "the total.",
    "Conditions stand as their sponsors registered them; names that differ in case, spaces or "
    "punctuation alone are one. Groups of conditions are the MeSH terms of the records and those "
    "above them.",
    "Control, cell product and donor, where they stand, are derived from a record’s words by "
    "rules; a trial’s page says from which words.",
    "Phases that a record combines stay combined. Not applicable is a value that a record "
    "states; not stated is a gap.",
    "An enrolment may be an estimate; each trial’s page says which it is.",
    "Records are written by the sponsors. A status may be out of date.",
)


def origin_in_words(origin: ImportOrigin) -> tuple[str, ...]:
    """Sentences on the files, the date and what was left out."""
    texts = (
        f"{files_in_words(origin)}, imported on {origin.imported}.",
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
