"""Days and windows of visits in words: ``day 14``, ``±3 days``, ``15 min before day 0``."""

from math import isnan

MINUS = "\u2212"
MINUTES_A_DAY, MINUTES_AN_HOUR = 1_440, 60
HOURS_SHOWN = 48
"""From so many hours on a time is in days, unless it is no whole number of them."""


def length_words(days: float) -> str:
    """A length of time: ``3 days``, ``4 h``, ``15 min``; whole minutes, as frames hold days."""
    minutes = round(abs(days) * MINUTES_A_DAY)
    if minutes % MINUTES_A_DAY == 0:
        whole = minutes // MINUTES_A_DAY
        return f"{whole:,} {'day' if whole == 1 else 'days'}"
    if minutes >= HOURS_SHOWN * MINUTES_AN_HOUR:
        whole, rest = divmod(minutes, MINUTES_A_DAY)
        return f"{whole:,} d {length_words(rest / MINUTES_A_DAY)}"
    if minutes % MINUTES_AN_HOUR == 0:
        return f"{minutes // MINUTES_AN_HOUR} h"
    return f"{minutes} min"


def is_whole(days: float) -> bool:
    return round(abs(days) * MINUTES_A_DAY) % MINUTES_A_DAY == 0


def signed_length(days: float) -> str:
    """``14``, ``−29``, ``−15 min``: as short as the head of a column needs it."""
    sign = MINUS if days < 0 else ""
    return f"{sign}{round(abs(days)):,}" if is_whole(days) else f"{sign}{length_words(days)}"


def day_words(day: float) -> str:
    """``day −29``, ``15 min before day 0``; ``no day`` where there is none."""
    if isnan(day):
        return "no day"
    if is_whole(day):
        return f"day {signed_length(day)}"
    side = "before" if day < 0 else "after"
    return f"{length_words(day)} {side} day 0"


def point_words(day: float) -> str:
    """A point of a sub-timeline: ``at the start``, ``5 min``, ``2 days before``."""
    if isnan(day):
        return "no time"
    if round(day * MINUTES_A_DAY) == 0:
        return "at its start"
    return f"{length_words(day)} {'before' if day < 0 else 'after'} its start"


def window_short(lower: float, upper: float) -> str:
    """``±3``, ``0 to +26``, ``−4 h to 0``: in days, where it does not say otherwise."""
    if isnan(lower) and isnan(upper):
        return ""
    low, high = (0.0 if isnan(side) else side for side in (lower, upper))
    if low == high:
        return f"±{signed_length(low)}" if low else "0"
    before = f"{MINUS}{signed_length(low)}" if low else "0"
    after = f"+{signed_length(high)}" if high else "0"
    return f"{before} to {after}"


def window_words(lower: float, upper: float, printed: str) -> str:
    """``window ±3 days``; as printed where it was not read; empty where none is stated."""
    short = window_short(lower, upper)
    if not short:
        return f"window as stated: {printed}" if printed else ""
    if short == "0":
        return "no window"
    ends = max(abs(side) for side in (lower, upper) if not isnan(side))
    whole = all(isnan(side) or is_whole(side) for side in (lower, upper))
    return f"window {short}{f' {_day_noun(ends)}' if whole else ''}"


def _day_noun(days: float) -> str:
    return "day" if days == 1 else "days"
