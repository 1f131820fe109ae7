"""Posted participant flows and baseline tables of our own, as rows of the frames of results."""

from typing import Any

import pandas as pd

from data.queries.baseline_table import COLUMNS as BASELINE_COLUMNS
from data.queries.baseline_table import baseline_rows
from data.queries.participant_flow import COLUMNS as FLOW_COLUMNS
from data.queries.participant_flow import flow_rows

HOSTILE = "<img src=x onerror=alert(1)>"
FORMULA = "=cmd|' /C calc'!A0"
LONG = "word " * 2_000
HEBREW = "קבוצה א"
BEYOND = "a sign beyond the first plane \U0001f9ec, a bell \x07 and a replaced one \ufffd"
TEXTS = (HOSTILE, FORMULA, LONG, HEBREW, BEYOND)


def flow_group(number: int, title: str, description: str = "") -> dict[str, Any]:
    return {
        "group_id": f"FG{number:03}",
        "title": title,
        "description": description,
        "source": "a",
        "locator": f"groups[{number}]",
    }


def flow_row(milestone: str, *numbers: str, period: int = 1, **more: str) -> list[dict[str, Any]]:
    """A milestone with the number of each group; a reason where ``kind`` is REASON."""
    return [
        {
            "flow_row": more.get("kind", "MILESTONE"),
            "period_position": period,
            "period": more.get("title", f"Period {period}"),
            "milestone": milestone,
            "group_id": f"FG{at:03}",
            "participants": number,
            "units": more.get("units", ""),
            "comment": more.get("comment", ""),
            "milestone_comment": more.get("milestone_comment", ""),
            "source": "a",
            "locator": f"{milestone} {at}",
        }
        for at, number in enumerate(numbers)
    ]


def reason(words: str, *numbers: str, period: int = 1, **more: str) -> list[dict[str, Any]]:
    return flow_row(words, *numbers, period=period, kind="REASON", **more)


def flow_frame(
    *rows: list[dict[str, Any]], titles: tuple[str, ...] = ("Drug", "Placebo"), units: str = ""
) -> pd.DataFrame:
    """The frame of ``queries.participant_flow`` of these rows."""
    groups = [flow_group(at, title, f"All of {title}") for at, title in enumerate(titles)]
    posted = [each for row in rows for each in row]
    return pd.DataFrame(flow_rows(posted, groups, units), columns=[*FLOW_COLUMNS])


def two_arms() -> pd.DataFrame:
    return flow_frame(
        flow_row("STARTED", "421", "207"),
        flow_row("COMPLETED", "352", "175", comment="Seen at week 52"),
        flow_row("NOT COMPLETED", "69", "32"),
        flow_row("Treated", "420", "206"),
        reason("Lost to follow-up", "48", "32"),
        reason("Adverse event", "21", "0"),
    )


def crossover(periods: int = 5) -> pd.DataFrame:
    made: list[list[dict[str, Any]]] = []
    for period in range(1, periods + 1):
        made += [
            flow_row("STARTED", "20", "21", period=period),
            flow_row("Safety set", "20", "20", period=period),
            flow_row("COMPLETED", "18", "20", period=period),
            flow_row("NOT COMPLETED", "2", "1", period=period),
            reason("Physician decision", "2", "1", period=period),
        ]
    return flow_frame(*made)


def many_groups(groups: int = 19) -> pd.DataFrame:
    counts = [str(10 + at) for at in range(groups)]
    return flow_frame(
        flow_row("STARTED", *counts),
        flow_row("COMPLETED", *counts),
        flow_row("NOT COMPLETED", *["0"] * groups),
        titles=tuple(f"Cohort {at + 1}" for at in range(groups)),
    )


def many_reasons(reasons: int = 30) -> pd.DataFrame:
    return flow_frame(
        flow_row("STARTED", "100"),
        flow_row("COMPLETED", "70"),
        flow_row("NOT COMPLETED", "30"),
        *(reason(f"Reason {at + 1}", "1") for at in range(reasons)),
        titles=("All",),
    )


def hostile_flow(text: str) -> pd.DataFrame:
    """A flow in which every text is this one."""
    return flow_frame(
        flow_row("STARTED", text, "1", title=text, comment=text),
        flow_row(text, "1", text, title=text),
        flow_row("NOT COMPLETED", "1", "1", title=text),
        reason(text, "1", "1", title=text),
        titles=(text, text),
        units=text,
    )


def baseline_group(number: int, title: str, analysed: str, units: str = "Participants") -> Any:
    return {
        "group_id": f"BG{number:03}",
        "title": title,
        "description": f"All of {title}",
        "analysed": analysed,
        "analysed_units": units,
    }


GROUPS = (
    baseline_group(0, "Drug", "421"),
    baseline_group(1, "Placebo", "207"),
    baseline_group(2, "Total", "628"),
)


def baseline_row(
    measure: int, title: str, *values: str | tuple[str, str], **more: str
) -> list[dict[str, Any]]:
    """A row of a measure with the value of each group; pairs are a value and its spread."""
    made = []
    for at, value in enumerate(values):
        number, spread = value if isinstance(value, tuple) else (value, "")
        cells = {
            "measure_position": measure,
            "measure": title,
            "group_id": f"BG{at:03}",
            "value": number,
            "spread": spread,
            "source": "a",
            "locator": f"measures[{measure}] {at}",
        }
        texts = ("description", "population", "param_type", "dispersion_type", "units")
        texts += ("class_title", "category_title", "lower", "upper", "comment", "analysed")
        made.append({**{name: more.get(name, "") for name in texts}, **cells})
        made[-1]["analysed_units"] = more.get("analysed_units", "")
    return made


def baseline_frame(*rows: list[dict[str, Any]], groups: Any = GROUPS) -> pd.DataFrame:
    """The frame of ``queries.baseline_table`` of these rows."""
    posted = [each for row in rows for each in row]
    frame = pd.DataFrame(baseline_rows(posted, groups), columns=[*BASELINE_COLUMNS])
    return frame.astype({"percent": "float64"})


MEAN = {"param_type": "MEAN", "dispersion_type": "STANDARD_DEVIATION", "units": "years"}
COUNT = {"param_type": "COUNT_OF_PARTICIPANTS", "units": "Participants"}


def two_measures() -> pd.DataFrame:
    return baseline_frame(
        baseline_row(1, "Age", ("8.7", "1.7"), ("8.4", "1.7"), ("8.6", "1.7"), **MEAN),
        baseline_row(2, "Sex", "134", "69", "203", category_title="Female", **COUNT),
        baseline_row(2, "Sex", "287", "138", "425", category_title="Male", **COUNT),
    )


def many_rows(measures: int = 12, groups: int = 10, rows: int = 6) -> pd.DataFrame:
    """Measures of some rows each, in groups and a total."""
    own = [baseline_group(at, f"Cohort {at + 1}", "50") for at in range(groups)]
    own.append(baseline_group(groups, "Total", "500"))
    values = [*(["5"] * groups), "50"]
    return baseline_frame(
        *(
            baseline_row(measure, f"Measure {measure}", *values, category_title=f"C{at}", **COUNT)
            for measure in range(1, measures + 1)
            for at in range(rows)
        ),
        groups=own,
    )


def hostile_baseline(text: str) -> pd.DataFrame:
    """A baseline table in which every text is this one."""
    names = ("description", "population", "param_type", "dispersion_type", "units")
    names += ("class_title", "category_title", "lower", "upper", "comment", "analysed")
    own = [baseline_group(at, text, text, text) for at in range(2)]
    row = baseline_row(1, text, (text, text), (text, text), **dict.fromkeys(names, text))
    return baseline_frame(row, groups=own)
