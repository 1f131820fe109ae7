"""The comparison class by class: what each protocol states of a class, and what differs.

A thing that only some of the protocols state is no difference between them: it is said apart, and
what a protocol does not mention is an empty text.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from data.link.state import PageState
from data.model import vocabulary as v
from data.model.amounts import listed
from data.queries import comparison
from data.queries.comparison import ABSENT, FEWEST, AgentDifference, EventRow
from data.queries.how_known import how_known
from data.queries.patients import SIGNS
from data.queries.regimens import day_text
from data.store import TrialStore

DIFFERENT, SOME_ONLY, SAME = "DIFFERENT", "SOME_ONLY", "SAME"
VERDICTS = {
    DIFFERENT: "different",
    SOME_ONLY: "stated in one only",
    SAME: "the same, as far as stated",
}
"""Verdict on a class -> in words, in the order of the rows."""
IN_SOME = "stated in some only"
"""In place of ``stated in one only`` where more than two protocols are compared."""
NONE_WORDS = "none, as printed"

ANTIBODY_CLASSES = ("T_CELL_DEPLETING", "IL2R_ANTIBODY")
"""Classes that stand in one row: one of them is given in place of the other at induction."""
LAST_CLASSES = ("TISSUE_GRAFT", "CELL_PRODUCT", "PROCEDURE")
"""Classes that are no drugs; they stand behind the drugs of the same verdict."""
NO_FRACTION = "fraction not stated"
"""The end of an agent's name that may be any of the class: it is no other agent."""
WORDS_OF = {"trough": "level"}
"""Attribute -> its word, where that is not its name."""
DAYS_PER_MONTH = 365 / 12
LONGEST_OF_MANY = 110
"""Letters of an agent's line in a table of many protocols."""

HOW_KNOWN = "how_known"
"""Attribute of the frame: how the days of its protocols are known, in sentences."""
COLUMNS = (
    "agent_class",
    "class_label",
    "verdict",
    "verdict_label",
    "differs",
    "regimen",
    "short_label",
    "text",
    "agents",
    "locators",
)


def by_class(store: TrialStore, state: PageState) -> pd.DataFrame:
    """One row a class and protocol, the classes that differ first; columns ``COLUMNS``.

    agent_class: codes joined by a blank where classes share a row. agents: the code of the agent
    of each line of text; a printed none is its own. verdict: a key of
    ``VERDICTS``; verdict_label and differs: it and the things that differ, in words. text: a line
    an agent, empty where the protocol mentions none. Empty frame below two protocols.
    """
    regimens = comparison.compared(store, state)
    if len(regimens) < FEWEST:
        return pd.DataFrame(columns=list(COLUMNS))
    events = comparison.treatments(comparison.events(store, regimens)).sort_values("event")
    rows: list[EventRow] = [
        {str(name): value for name, value in row.items()} for row in events.to_dict("records")
    ]
    names = years(store, regimens)
    cells = dict(zip(store.cohorts["cohort"], store.cohorts["locator"].astype("str"), strict=True))
    labels = comparison.short_labels(store, regimens)
    differences = comparison.agent_differences(store, regimens)
    words = v.AGENT_CLASS.labels | {
        str(row["agent_class"]): str(row["class_label"]) for row in rows
    }
    made = []
    for classes in _groups(rows):
        own = _ClassRows(
            tuple(regimens),
            [row for row in rows if row["agent_class"] in classes],
            [each for each in differences if each.agent_class in classes],
            _none_against(rows, classes, regimens),
        )
        verdict, differs = _judged(own, names)
        label = VERDICTS[verdict]
        if verdict == SOME_ONLY and len(regimens) > FEWEST:
            label = IN_SOME
        made += [
            {
                "agent_class": " ".join(classes),
                "class_label": " or ".join(words[code] for code in classes),
                "verdict": verdict,
                "verdict_label": label,
                "differs": differs,
                "regimen": regimen,
                "short_label": labels[regimen],
                "text": "\n".join(lines.values()),
                "agents": "\n".join(lines),
                "locators": cells[regimen] if regimen in own.none else own.places(regimen),
            }
            for regimen in regimens
            for lines in [_lines(own, regimen)]
        ]
    order = {code: place for place, code in enumerate(VERDICTS)}
    made.sort(key=lambda row: (order[row["verdict"]], row["agent_class"] in LAST_CLASSES))
    frame = pd.DataFrame(made, columns=list(COLUMNS))
    frame.attrs[HOW_KNOWN] = how_known(events)
    return frame


def said_of_days(frame: pd.DataFrame) -> str:
    """Says how the days of the compared protocols are known; empty where all are curated."""
    return str(frame.attrs.get(HOW_KNOWN, ""))


def years(store: TrialStore, regimens: Sequence[str]) -> dict[str, str]:
    """Regimen -> its years, where they tell the regimens apart, else its short label."""
    labels = comparison.short_labels(store, regimens)
    kinds = dict(zip(store.regimens["regimen"], store.regimens["transplant_type"], strict=True))
    short = {code: text.removesuffix(f" {kinds[code]}") for code, text in labels.items()}
    own = list(short.values())
    return {code: text if own.count(text) == 1 else labels[code] for code, text in short.items()}


@dataclass(frozen=True)
class _ClassRows:
    """Events of one class, their differences, and the protocols that print none against them."""

    regimens: tuple[str, ...]
    rows: Sequence[EventRow]
    differences: Sequence[AgentDifference]
    none: frozenset[str]

    def of(self, regimen: str) -> list[EventRow]:
        return [row for row in self.rows if row["regimen"] == regimen]

    def places(self, regimen: str) -> str:
        """The places of the protocol's events in the source, each once."""
        return "; ".join(dict.fromkeys(str(row["locator"]) for row in self.of(regimen)))

    def agents(self, regimen: str) -> set[str]:
        return {str(row["agent_code"]) for row in self.of(regimen)}

    @property
    def vague(self) -> list[str]:
        """The protocols that name no fraction of the cells, where another one does."""
        unnamed = {
            regimen
            for regimen in self.holders
            if all(str(row["agent_name"]).endswith(NO_FRACTION) for row in self.of(regimen))
        }
        return [
            each for each in self.holders if each in unnamed and len(unnamed) < len(self.holders)
        ]

    @property
    def exact(self) -> list[str]:
        """The protocols that mention an agent of the class by more than the class."""
        vague = self.vague
        return [regimen for regimen in self.holders if regimen not in vague]

    def head(self, each: AgentDifference) -> str:
        """The agent before what differs of it, where the class has several."""
        several = len({str(row["agent_code"]) for row in self.rows}) > 1
        return f"{each.agent_code}: " if several else ""

    @property
    def holders(self) -> list[str]:
        """The protocols that mention an agent of the class."""
        return [regimen for regimen in self.regimens if self.of(regimen)]


def _groups(rows: Sequence[EventRow]) -> list[tuple[str, ...]]:
    """The classes of the rows in the vocabulary's order; both antibodies together."""
    present = {str(row["agent_class"]) for row in rows}
    found = [(code,) for code in v.AGENT_CLASS.codes if code in present]
    if not present.issuperset(ANTIBODY_CLASSES):
        return list(found)
    return [ANTIBODY_CLASSES, *(each for each in found if each[0] not in ANTIBODY_CLASSES)]


def _none_against(
    rows: Sequence[EventRow], classes: Sequence[str], regimens: Sequence[str]
) -> frozenset[str]:
    """The protocols whose induction is printed as none, where another's has one of the class.

    An agent is one of induction by its role, or because the induction cell of Table 4 names it.
    """
    printed = {str(row["regimen"]): str(row["induction_printed"]) for row in rows}
    has = any(
        row["role"] == "INDUCTION"
        or re.search(rf"\b{re.escape(str(row['agent_code']))}\b", str(row["induction_printed"]))
        for row in rows
        if row["agent_class"] in classes
    )
    own = {str(row["regimen"]) for row in rows if row["agent_class"] in classes}
    return frozenset(
        regimen
        for regimen in regimens
        if has and regimen not in own and printed.get(regimen) == comparison.NONE_PRINTED
    )


def _judged(own: _ClassRows, names: Mapping[str, str]) -> tuple[str, str]:
    """The verdict on a class and the things that differ, in words."""
    other = _others_in_words(own, names)
    some = _in_some_only(own, names) if len(own.regimens) == FEWEST else _not_in_all(own)
    answering = [regimen for regimen in own.regimens if regimen in {*own.holders, *own.none}]
    lacks_some = len(answering) < len(own.regimens)
    if lacks_some and len(own.regimens) == FEWEST:
        some.insert(0, _where_stated(answering, own.regimens, names, "mentioned"))
    words = "; ".join([*other, *some])
    if other:
        return DIFFERENT, words
    return (SOME_ONLY if some or lacks_some else SAME), words


def _others_in_words(own: _ClassRows, names: Mapping[str, str]) -> list[str]:
    """The stated things that differ: ``TAC: other end and patients``; of many, without agents."""
    found = []
    if own.none:
        found.append(f"none printed in {_named(own.none, own.regimens, names)}")
    if len(own.regimens) > FEWEST:
        attributes = [
            one.attribute for each in own.differences for one in each.differences if one.other
        ]
        words = list(dict.fromkeys(map(_word, attributes)))
        words = (["agent"] if _replaced(own) else []) + words
        return found + ([f"other {listed(words)}"] if words else [])
    if _replaced(own):
        found.append("other agent")
    for each in own.differences:
        words = [_word(one.attribute) for one in each.differences if one.other]
        if words:
            found.append(f"{own.head(each)}other {listed(words)}")
    return found


def _in_some_only(own: _ClassRows, names: Mapping[str, str]) -> list[str]:
    """``start and level stated in 2005–07 only``: agents and attributes with where they stand."""
    exact = own.exact
    found = [] if _replaced(own) else _agents_of_some(own, names)
    if own.vague:
        found.append(f"fraction {_where_stated(exact, own.holders, names)}")
    for each in own.differences:
        said = _stated_in_some(each, names)
        if said:
            found.append(own.head(each) + ", ".join(said))
    return found


def _not_in_all(own: _ClassRows) -> list[str]:
    """``not in all: CyA, level``: of many protocols, whose cells show where it is stated."""
    exact = own.exact
    codes = dict.fromkeys(str(row["agent_code"]) for row in own.rows)
    named = [
        code
        for code in codes
        if not _replaced(own) and 0 < sum(code in own.agents(each) for each in exact) < len(exact)
    ]
    words = [
        _word(one.attribute)
        for each in own.differences
        for one in each.differences
        if not one.other and one.attribute != "patients"
    ]
    found = dict.fromkeys([*named, *(["fraction"] if own.vague else []), *words])
    return [f"not in all: {', '.join(found)}"] if found else []


def _named(chosen: Collection[str], regimens: Sequence[str], names: Mapping[str, str]) -> str:
    return listed([names[regimen] for regimen in regimens if regimen in chosen])


def _where_stated(
    stated_in: Sequence[str], all_of: Sequence[str], names: Mapping[str, str], verb: str = "stated"
) -> str:
    """``stated in 2005–07 only``, or ``not stated in 1998–99`` where that is shorter."""
    silent = [regimen for regimen in all_of if regimen not in stated_in]
    if len(silent) < len(stated_in):
        return f"not {verb} in {_named(silent, all_of, names)}"
    return f"stated in {_named(stated_in, all_of, names)} only"


def _word(attribute: str) -> str:
    return WORDS_OF.get(attribute, attribute)


def _replaced(own: _ClassRows) -> bool:
    """Says whether two protocols each have an agent of the class that the other has not."""
    sets = [own.agents(regimen) for regimen in own.holders if regimen not in own.vague]
    return any(one - other and other - one for one in sets for other in sets)


def _agents_of_some(own: _ClassRows, names: Mapping[str, str]) -> list[str]:
    """``CyA stated in 1998–99 only`` of each agent that not all holders mention."""
    found: dict[tuple[str, ...], list[str]] = {}
    exact = own.exact
    for code in dict.fromkeys(str(row["agent_code"]) for row in own.rows):
        used_in = tuple(regimen for regimen in exact if code in own.agents(regimen))
        if 0 < len(used_in) < len(exact):
            found.setdefault(used_in, []).append(code)
    return [
        f"{listed(codes)} {_where_stated(used_in, exact, names, 'mentioned')}"
        for used_in, codes in found.items()
    ]


def _stated_in_some(each: AgentDifference, names: Mapping[str, str]) -> list[str]:
    """``start and level stated in 2005–07 only`` of one agent.

    That a source does not say for whom an agent was stands with the agent.
    """
    found: dict[tuple[str, ...], list[str]] = {}
    for one in each.differences:
        if not one.other and one.attribute != "patients":
            found.setdefault(one.stated_in, []).append(_word(one.attribute))
    return [
        f"{listed(words)} {_where_stated(stated_in, each.used_in, names)}"
        for stated_in, words in found.items()
    ]


def _lines(own: _ClassRows, regimen: str) -> dict[str, str]:
    """Agent -> its line for one protocol; a printed none; nothing where nothing is mentioned."""
    is_short = len(own.regimens) > FEWEST
    if regimen in own.none:
        return {NONE_WORDS: NONE_WORDS}
    by_agent: dict[str, list[EventRow]] = {}
    for row in own.of(regimen):
        by_agent.setdefault(str(row["agent_code"]), []).append(row)
    lines: dict[str, str] = {}
    for code, rows in by_agent.items():
        joint = "or " if any(other in lines for other in _others(rows)) else ""
        text = joint + _agent_text(code, rows, is_short or not _level_elsewhere(own, code))
        lines[code] = _shorter(text) if is_short else text
    return lines


def _shorter(text: str) -> str:
    """A text for a table of many protocols; what is left out stands where one alone is shown."""
    text = re.sub(r" \((?!Table 4|for whom)[^()]*\)", "", text)
    text = re.sub(r"; in \w+ patients [\d,]+ ± [\d,]+ IEQ/kg", " …", text)
    text = re.sub(r"([\d,]+)(?:; [\d,]+)+; ([\d,]+) IEQ/kg", r"\1 to \2 IEQ/kg", text)
    text = text.replace(" of them", "").replace("from after induction", "after induction")
    if len(text) <= LONGEST_OF_MANY:
        return text
    return f"{text[:LONGEST_OF_MANY].rpartition(' ')[0].rstrip(',;')} …"


def _others(rows: Sequence[EventRow]) -> list[str]:
    """The codes of agents that may stand for this one."""
    return [code for row in rows for code in _said(row["alternative_to"]).split(", ") if code]


def _level_elsewhere(own: _ClassRows, code: str) -> bool:
    return any(_said(row["trough_target"]) for row in own.rows if row["agent_code"] == code)


def _agent_text(code: str, rows: Sequence[EventRow], hush_level: bool) -> str:
    """``TAC: 4–6 ng/ml from day −1 to month 3, then MMF`` of the events of one agent.

    hush_level: leaves unsaid that no level is stated.
    """
    whom = list(dict.fromkeys(_for_whom(row) for row in rows))
    dated = all(not pd.isna(row["start_day"]) for row in rows)
    parts: list[str] = []
    before: EventRow = {}
    for group in _same_dosing(rows):
        own = "" if len(whom) == 1 else _for_whom(group[0], with_arm=True)
        said = _dosing(group, before if dated else {})
        parts.append(", ".join(text for text in (own, said) if text))
        before = group[-1]
    parts = list(dict.fromkeys(part for part in parts if part))
    if not hush_level and not any(_said(row["trough_target"]) for row in rows):
        parts = [_with_silence(parts[0]) if parts else "level not stated", *parts[1:]]
    head = " ".join(text for text in (code, whom[0] if len(whom) == 1 else "") if text)
    return f"{head}: {(', then ' if dated else '; ').join(parts)}" if parts else head


def _with_silence(part: str) -> str:
    """The level's silence behind the start and before the end."""
    if part.startswith("weaned"):
        return f"level not stated; {part}"
    start, semicolon, end = part.partition("; ")
    return f"{start}, level not stated{semicolon}{end}"


def _same_dosing(rows: Sequence[EventRow]) -> list[list[EventRow]]:
    """The events of one agent; those with the same dosing on several days or spans together."""
    groups: list[list[EventRow]] = []
    for row in rows:
        last = groups[-1][-1] if groups else None
        if last is not None and _together(last, row):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _together(one: EventRow, other: EventRow) -> bool:
    alike = _amount(one) == _amount(other) and _is_point(one) == _is_point(other)
    dated = not pd.isna(one["end_day"]) and not pd.isna(other["end_day"])
    same_arm = one["arm"] == other["arm"]
    return alike and same_arm and dated and (_is_point(one) or one["schedule"] == other["schedule"])


def _is_point(row: EventRow) -> bool:
    return bool(not pd.isna(row["start_day"]) and row["start_day"] == row["end_day"])


def _said(text: object) -> str:
    words = "" if pd.isna(text) else str(text).strip()
    return "" if words in (ABSENT, "not applicable") else words


def _typeset(text: str) -> str:
    """Ranges with a dash, products and powers with their signs."""
    text = re.sub(r"(?<=\d)-(?=\d)", "–", text)
    return re.sub(r"(?<=\d) x (?=\d)", " × ", text)


def _dose(row: EventRow) -> str:
    """The dose in short: units abbreviated, days left to the days."""
    text = re.sub(r" on days? [-\d, and]+$|, amount not stated$", "", _said(row["dose"]))
    text = re.sub(r"( cells)? per kg body weight|/kg body weight", r"\1/kg", text)
    return re.sub(r"(\d) (?=\d{3}\b)", r"\1", _typeset(text))


ROUTES = {"intravenous": "IV", "subcutaneous": "SC", "oral": "oral"}
"""Route -> in short; a longer route stands between commas."""


def _amount(row: EventRow, before: EventRow | None = None) -> str:
    """Dose or level with the route: ``25 mg SC``; a route stands once.

    before: the event of the agent that comes before this one.
    """
    route = _said(row["route"])
    if before and route == _said(before["route"]):
        route = ""
    amount = _typeset(_said(row["trough_target"])) or _dose(row)
    joint = " " if route in ROUTES and "; " not in amount else ", "
    return joint.join(text for text in (amount, ROUTES.get(route, route)) if text)


def _schedule(row: EventRow) -> str:
    """The schedule where neither the days nor the dose say it already."""
    text = _said(row["schedule"])
    unit = re.search(r"\(([A-Z]+)\)$", text)
    in_dose = bool(unit and unit[1] in str(row["dose"])) or text in str(row["dose"])
    if in_dose or text in (*comparison.SPANS, str(row["start_printed"])):
        return ""
    if _is_point(row):
        return text if text.startswith("single") else ""
    return re.sub(r" for (\d+ (days|weeks|months)|the first year)$|, \d+ days before .*$", "", text)


def _dosing(group: Sequence[EventRow], before: EventRow) -> str:
    """Amount, schedule and days of events that share their dosing."""
    first = group[0]
    start, end = _span(group, before)
    amount, schedule = _amount(first, before), _schedule(first)
    # its words end where the days begin
    is_short = schedule.startswith("twice") or schedule != _said(first["schedule"])
    head = (" " if schedule.startswith("twice") else ", ").join(
        text for text in (amount, schedule) if text
    )
    is_long = _said(first["route"]) not in ("", *ROUTES) or (schedule and not is_short)
    span = (" " if end.startswith("to ") else "; ").join(text for text in (start, end) if text)
    if not start and end and not end.startswith("to "):
        return "; ".join(text for text in (head, span) if text)
    return (", " if is_long else " ").join(text for text in (head, span) if text)


def _span(group: Sequence[EventRow], before: EventRow) -> tuple[str, str]:
    """Start and end in words: ``from day −1`` and ``to month 3, then MMF``.

    A start that is the end of what came before is left out.
    """
    first = group[0]
    if _is_point(first):
        return _points(group), ""
    if len(group) > 1:
        return listed([f"{_start(row)} {_end(row)}" for row in group]), ""
    follows = bool(before) and first["start_day"] == before["end_day"]
    return "" if follows else _start(first), _end(first)


def _start(row: EventRow) -> str:
    if not pd.isna(row["start_day"]):
        return f"from {_when(float(row['start_day']))}"
    return "from after induction" if str(row["start_printed"]).startswith("followed by") else ""


def _points(group: Sequence[EventRow]) -> str:
    """``on days 5 and 11``; a graft on day 0 is what the days are counted from."""
    if group[0]["role"] == "GRAFT" and group[0]["start_day"] == 0:
        printed = _said(group[0]["start_printed"])
        return "" if printed == "day 0" else printed
    days = [comparison.start_text(row).removeprefix("day ") for row in group]
    return f"on {'day' if len(days) == 1 else 'days'} {listed(days)}"


def _when(day: float) -> str:
    """A day in words; whole months beyond the first read as months."""
    months = day / DAYS_PER_MONTH
    whole = round(months)
    return f"month {whole}" if whole > 1 and abs(months - whole) < 0.05 else day_text(day)


def _end(row: EventRow) -> str:
    if row["end_kind"] == "ONGOING":
        return "end open"
    if pd.isna(row["end_day"]):
        return ""
    day = _when(float(row["end_day"]))
    if row["end_kind"] == "WEANED":
        reached = re.search(r"\b(\w+) of them weaned", str(row["patients"]))
        return f"weaned from {day}" + (f" in {reached[1]} of them" if reached else "")
    if row["end_kind"] == "SWITCHED":
        to = re.search(r"switched to (\w+)", str(row["end_printed"]))
        return f"to {day}, then {to[1] if to else 'another agent'}"
    return f"to {day}"


def _for_whom(row: EventRow, *, with_arm: bool = False) -> str:
    """``in ≤5 (Table 4: 7)`` of an event that not everybody had; nothing of one for all."""
    if row["coverage"] == "ALL":
        return ""
    n, table_4 = row["patients_n"], row["patients_table_4"]
    own = "" if pd.isna(n) else f"in {SIGNS.get(str(row['patients_qualifier']), '')}{n}"
    other = "" if pd.isna(table_4) else str(table_4)
    if not other and row["coverage_table_4"] == "NOT_NAMED":
        other = "not named"
    beside = f"(Table 4: {other})" if other and other != str(n) else ""
    if not own and not _said(row["alternative_to"]):
        own = "for whom not stated" if row["coverage"] == v.NOT_STATED else "in some"
        return f"({own})"
    arm = f"with {row['arm_label']}" if with_arm and row["arm_label"] else ""
    return " ".join(text for text in (own, beside, arm) if text)


def in_words(frame: pd.DataFrame) -> str:
    """The table as text: each class, its verdict, and what each protocol states."""
    if frame.empty:
        return "Nothing to compare."
    parts = []
    for _, rows in frame.groupby("agent_class", sort=False):
        first = rows.iloc[0]
        said = "; ".join(
            f"{row['short_label']}: {row['text'].replace(chr(10), ', ')}"
            for row in rows.to_dict("records")
            if row["text"]
        )
        verdict = ", ".join(text for text in (first["verdict_label"], first["differs"]) if text)
        parts.append(f"{first['class_label']}: {verdict}. {said}.")
    return " ".join(parts)
