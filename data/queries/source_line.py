"""The attribution of a figure: the sources of the rows drawn, in a sentence."""

from data.queries.provenance import Source, Sources

NO_SOURCE = "The dataset has no rows for this figure, so no source is named."


def source_line(sources: Sources) -> str:
    """The sources in a sentence, each with the date of its data."""
    if not sources:
        return NO_SOURCE
    if len(sources) > 1:
        return f"Sources: {'; '.join(_dated(source) for source in sources)}."
    (source,) = sources
    dated = "" if _says_its_date(source) else f" Data of {source.date}."
    return f"Source: {source.words}.{dated}"


def _dated(source: Source) -> str:
    dated = "" if _says_its_date(source) else f" (data of {source.date})"
    return f"{source.words}{dated}"


def _says_its_date(source: Source) -> bool:
    """Says whether a date needs no words: the citation has it, or it is no date of trials."""
    return not source.date or source.is_reference or source.date in source.words
