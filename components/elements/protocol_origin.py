"""A dataset of protocols in words: the file it comes from, and what to know before quoting it."""

from data.model.protocol_origin import ProtocolOrigin

OF_EVERY_PROTOCOL = (
    "These protocols were written down by those who use them, or come from a study protocol. What "
    "is drawn is what their file says; nobody compared it with what patients received.",
    "Days are counted from the event that each protocol names as its day 0, which is not the same "
    "one everywhere.",
    "What the file leaves empty is shown as not stated.",
    "Classes and targets of well-known drugs come from the list of this dashboard, as their "
    "sources say; other drugs have the class that the file gives them.",
)


def protocol_origin_in_words(origin: ProtocolOrigin) -> tuple[str, ...]:
    """Sentences on the file, the day of its import, and what was left out."""
    more = origin.file_count - len(origin.files)
    rest = f" and {more:,} more" if more > 0 else ""
    return (
        f"{', '.join(origin.files)}{rest} ({origin.format}), imported on {origin.imported}.",
        *origin.remarks,
    )
