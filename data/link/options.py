"""What a page shows besides the filters: one frozen value a page, read from the same link."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

from data.link import trial_fields
from data.link.filters import MAX_TEXT_LENGTH, REVIEW_FIELDS
from data.link.query_string import JOINT, Field, parse_fields, shorten, unknown_value
from data.model import vocabulary as v


def _choice(key: str, label: str, **labels: str) -> Field:
    return Field(
        key, label, tuple(labels), labels, {code: code.replace("_", "-") for code in labels}
    )


COUNT = _choice(
    "count",
    "Count",
    trials="Trials",
    organisations="Organisations",
    enrollment="Enrolment where stated",
)
PLACES = _choice("places", "Places", printed="As printed, all roles", sites="Sites only")
REGION = _choice(
    "region", "Region", world="World", europe="Europe", americas="Americas", asia="Asia"
)
MEASURE = _choice("measure", "Measure", count="Number of trials", share="Share of trials")
WINDOW = _choice(
    "window",
    "Window",
    both="Both windows",
    transplant="Around the transplant (days)",
    followup="Follow-up (months)",
)
ROLE = Field("role", "Role", v.EVENT_ROLE.codes, v.EVENT_ROLE.labels, v.EVENT_ROLE.slugs)
AGENT_CLASS = Field(
    "class", "Agent class", v.AGENT_CLASS.codes, v.AGENT_CLASS.labels, v.AGENT_CLASS.slugs
)
TRANSPLANT = Field(
    "transplant",
    "Transplant type",
    v.TRANSPLANT_TYPE.codes,
    v.TRANSPLANT_TYPE.labels,
    v.TRANSPLANT_TYPE.slugs,
)
CHANGE = Field("change", "Change", v.CHANGE.codes, v.CHANGE.labels, v.CHANGE.slugs)
COMPARED_FIELD = Field(
    "field",
    "Field",
    v.COMPARED_FIELD.codes,
    v.COMPARED_FIELD.labels,
    {code: code for code in v.COMPARED_FIELD.codes},
)


BUILT_IN = "-"
"""The built-in data among the datasets of a choice; no import may be called so."""


def against_field(labels: Mapping[str, str]) -> Field:
    """The datasets that another one can be compared with: name in a link -> words."""
    return Field("against", "Compare with", tuple(labels), labels, {name: name for name in labels})


NOTHING_BESIDE = against_field({})


def sort_field(columns: Sequence[str]) -> Field:
    """The columns by which a dataset's table of trials can be sorted."""
    labels = {name: trial_fields.HEADINGS[name] for name in columns}
    slugs = {name: name.replace("_", "-") for name in columns}
    return Field("sort", "Sorted by", tuple(columns), labels, slugs)


REVIEW_SORT = sort_field(trial_fields.OF_REVIEW)
IMPORT_SORT = sort_field(trial_fields.OF_IMPORT)


def _one(values: Mapping[str, str], field: Field) -> tuple[str, tuple[str, ...]]:
    """The one code of a single choice; the first code is its default."""
    codes, unknown = field.parse(values.get(field.key, ""))
    complaints = tuple(unknown_value(field.label, slug) for slug in unknown)
    if len(codes) > 1:
        complaints += (f"{field.label}: only one value is possible; the first one counts.",)
    return (codes or field.codes)[0], complaints


def _unless_default(field: Field, code: str) -> str:
    return "" if code == field.codes[0] else field.slugs[code]


@dataclass(frozen=True)
class MapOptions:
    """What the map counts, which organisations it takes, and the part of the world it shows."""

    count: str = "trials"
    places: str = "printed"
    region: str = "world"

    FIELDS = (COUNT, PLACES, REGION)

    @classmethod
    def from_values(cls, values: Mapping[str, str]) -> tuple[Self, tuple[str, ...]]:
        read = {field.key: _one(values, field) for field in cls.FIELDS}
        complaints = tuple(text for _, texts in read.values() for text in texts)
        return cls(**{key: code for key, (code, _) in read.items()}), complaints

    def to_values(self) -> dict[str, str]:
        return {
            field.key: _unless_default(field, getattr(self, field.key)) for field in self.FIELDS
        }

    def control_values(self) -> dict[str, str]:
        return {field.key: field.slugs[getattr(self, field.key)] for field in self.FIELDS}


@dataclass(frozen=True)
class DesignOptions:
    """Whether the phase and design charts show numbers or shares."""

    measure: str = "count"

    FIELDS = (MEASURE,)

    @classmethod
    def from_values(cls, values: Mapping[str, str]) -> tuple[Self, tuple[str, ...]]:
        measure, complaints = _one(values, MEASURE)
        return cls(measure), complaints

    def to_values(self) -> dict[str, str]:
        return {MEASURE.key: _unless_default(MEASURE, self.measure)}

    def control_values(self) -> dict[str, str]:
        return {MEASURE.key: MEASURE.slugs[self.measure]}


@dataclass(frozen=True)
class KnownFields:
    """The fields whose values come with the data: regimens, agents, years, filters of trials.

    ``dataset`` is the data's name in a link, empty for the built-in data; ``against`` holds the
    datasets beside it; ``sort`` the columns of the table of trials.
    """

    regimen: Field
    agent: Field
    year_from: Field
    year_to: Field
    filters: tuple[Field, ...] = REVIEW_FIELDS
    dataset: str = ""
    against: Field = NOTHING_BESIDE
    sort: Field = REVIEW_SORT

    @property
    def all(self) -> tuple[Field, ...]:
        """Every field whose values come with the data."""
        return (
            *self.filters,
            self.regimen,
            self.agent,
            self.year_from,
            self.year_to,
            self.against,
        )

    def beside(self, others: Mapping[str, str]) -> Self:
        """The same with other datasets to compare with: name in a link -> words."""
        return replace(self, against=against_field(others))

    @classmethod
    def of(
        cls,
        regimens: Mapping[str, str],
        agents: Mapping[str, str],
        years: tuple[int, int] | None,
        filters: tuple[Field, ...] = REVIEW_FIELDS,
        dataset: str = "",
        sort: Field = REVIEW_SORT,
    ) -> Self:
        """From slug -> label of the regimens and agents, the first and last year, the filters."""
        spans = range(years[0], years[1] + 1) if years else range(0)
        each_year = {str(year): str(year) for year in spans}

        def field(key: str, label: str, labels: Mapping[str, str]) -> Field:
            return Field(key, label, tuple(labels), labels, {code: code for code in labels})

        return cls(
            field("regimen", "Regimen", regimens),
            field("agent", "Agent", agents),
            field("from", "From year", each_year),
            field("to", "To year", each_year),
            filters,
            dataset,
            sort=sort,
        )


@dataclass(frozen=True)
class ProtocolOptions:
    """Which regimens, events and windows the timelines show; empty means all.

    ``year_from`` and ``year_to`` are years as text, empty when not set.
    """

    regimen: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    agent_class: tuple[str, ...] = ()
    agent: tuple[str, ...] = ()
    transplant: tuple[str, ...] = ()
    year_from: str = ""
    year_to: str = ""
    window: str = "both"

    @classmethod
    def from_values(
        cls, values: Mapping[str, str], known: KnownFields
    ) -> tuple[Self, tuple[str, ...]]:
        parsed, complaints = parse_fields(
            values, (known.regimen, known.agent, ROLE, AGENT_CLASS, TRANSPLANT)
        )
        years = {}
        for name, field in (("year_from", known.year_from), ("year_to", known.year_to)):
            codes, unknown = field.parse(values.get(field.key, ""))
            complaints += tuple(unknown_value(field.label, slug) for slug in unknown)
            years[name] = codes[0] if codes else ""
        window, more = _one(values, WINDOW)
        options = cls(
            regimen=parsed["regimen"],
            role=parsed["role"],
            agent_class=parsed["class"],
            agent=parsed["agent"],
            transplant=parsed["transplant"],
            window=window,
            **years,
        )
        return options, complaints + more

    def to_values(self) -> dict[str, str]:
        values = {
            "regimen": "~".join(self.regimen),
            "agent": "~".join(self.agent),
            "role": ROLE.serialise(self.role),
            "class": AGENT_CLASS.serialise(self.agent_class),
            "transplant": TRANSPLANT.serialise(self.transplant),
            "from": self.year_from,
            "to": self.year_to,
            "window": _unless_default(WINDOW, self.window),
        }
        return {key: value for key, value in values.items() if value}

    def control_values(self) -> dict[str, object]:
        return {
            "regimen": list(self.regimen),
            "agent": list(self.agent),
            "role": [ROLE.slugs[code] for code in self.role],
            "class": [AGENT_CLASS.slugs[code] for code in self.agent_class],
            "transplant": [TRANSPLANT.slugs[code] for code in self.transplant],
            "from": self.year_from or None,
            "to": self.year_to or None,
            "window": WINDOW.slugs[self.window],
        }


MOST_COMPARED = 4


@dataclass(frozen=True)
class CompareOptions:
    """The regimens that stand side by side, two to four; empty means the page's default."""

    regimens: tuple[str, ...] = ()

    KEY = "compare"

    @classmethod
    def from_values(
        cls, values: Mapping[str, str], known: KnownFields
    ) -> tuple[Self, tuple[str, ...]]:
        codes, unknown = known.regimen.parse(values.get(cls.KEY, ""))
        complaints = tuple(unknown_value("Compare", slug) for slug in unknown)
        if len(codes) > MOST_COMPARED:
            complaints += (
                f"At most {MOST_COMPARED} protocols are compared; the first ones count.",
            )
        return cls(codes[:MOST_COMPARED]), complaints

    def to_values(self) -> dict[str, str]:
        return {self.KEY: "~".join(self.regimens)} if self.regimens else {}

    def control_values(self) -> dict[str, object]:
        return {self.KEY: list(self.regimens)}

    def toggled(self, regimen: str) -> Self:
        """The regimen added, or taken out where it is among those compared."""
        if regimen in self.regimens:
            return type(self)(tuple(other for other in self.regimens if other != regimen))
        return type(self)((*self.regimens, regimen)[:MOST_COMPARED])


@dataclass(frozen=True)
class ThenAndNowOptions:
    """Which fields and which kinds of change are shown; empty means all.

    ``against`` is the dataset compared with; empty means what was read later of the same trials.
    """

    change: tuple[str, ...] = ()
    field: tuple[str, ...] = ()
    against: str = ""

    FIELDS = (CHANGE, COMPARED_FIELD)

    @classmethod
    def from_values(
        cls, values: Mapping[str, str], known: KnownFields
    ) -> tuple[Self, tuple[str, ...]]:
        parsed, complaints = parse_fields(values, cls.FIELDS)
        against, more = _against(values, known)
        return cls(**parsed, against=against), complaints + more

    def to_values(self) -> dict[str, str]:
        values = {each.key: each.serialise(getattr(self, each.key)) for each in self.FIELDS}
        values[NOTHING_BESIDE.key] = self.against
        return {key: value for key, value in values.items() if value}

    def control_values(self) -> dict[str, list[str] | str | None]:
        chosen = {
            each.key: [each.slugs[code] for code in getattr(self, each.key)] for each in self.FIELDS
        }
        return {**chosen, NOTHING_BESIDE.key: self.against or None}

    def describe(self) -> tuple[str, ...]:
        """Fields and changes chosen, in words, one text an option; nothing where all is shown."""
        return tuple(
            f"{each.label.lower()}: {each.describe(getattr(self, each.key)).lower()}"
            for each in self.FIELDS
            if getattr(self, each.key)
        )


def _against(values: Mapping[str, str], known: KnownFields) -> tuple[str, tuple[str, ...]]:
    """The dataset to compare with, or an empty text; a dataset is not compared with itself."""
    field = known.against
    text = values.get(field.key, "")
    if text == (known.dataset or BUILT_IN):
        return "", (f"{field.label}: “{text}” is the dataset itself and was ignored.",)
    codes, unknown = field.parse(text)
    complaints = tuple(unknown_value(field.label, slug) for slug in unknown)
    if len(codes) > 1:
        complaints += (f"{field.label}: only one value is possible; the first one counts.",)
    return (codes or ("",))[0], complaints


MOST_SORTS = 4
DESCENDING = "-"
"""Before the name of a column in a link."""


@dataclass(frozen=True)
class TableOptions:
    """What is searched in the table of trials, and how it is sorted.

    sort: (field, whether descending), the first one decides; empty means the order of the data.
    """

    find: str = ""
    sort: tuple[tuple[str, bool], ...] = ()

    FIND, SORT = "find", "sort"

    @classmethod
    def from_values(
        cls, values: Mapping[str, str], known: KnownFields
    ) -> tuple[Self, tuple[str, ...]]:
        text = " ".join(values.get(cls.FIND, "").split())
        find = text[:MAX_TEXT_LENGTH].rstrip()
        cut = f"The search in the table was cut to {MAX_TEXT_LENGTH} characters."
        sort, complaints = _sort(values.get(cls.SORT, ""), known.sort)
        return cls(find, sort), ((cut,) if find != text else ()) + complaints

    def to_values(self) -> dict[str, str]:
        return {key: value for key, value in self.control_values().items() if value}

    def control_values(self) -> dict[str, str]:
        parts = [
            f"{DESCENDING if descending else ''}{name.replace('_', '-')}"
            for name, descending in self.sort
        ]
        return {self.FIND: self.find, self.SORT: JOINT.join(parts)}

    def describe(self) -> tuple[str, ...]:
        """Search and order in words, nothing where there is none."""
        order = [
            f"{trial_fields.HEADINGS[name].lower().replace('nct', 'NCT')}"
            f"{' (descending)' if descending else ''}"
            for name, descending in self.sort
        ]
        return (
            *([f"search in the table: “{shorten(self.find)}”"] if self.find else []),
            *([f"sorted by {', then '.join(order)}"] if order else []),
        )


def _sort(text: str, field: Field) -> tuple[tuple[tuple[str, bool], ...], tuple[str, ...]]:
    """Columns and directions of ``start~-phase``, and what was not understood, in words."""
    found: dict[str, bool] = {}
    complaints: list[str] = []
    for part in filter(None, text.split(JOINT)):
        slug = part.removeprefix(DESCENDING)
        code = field.code_of_slug.get(slug.lower())
        if code is None:
            complaints.append(unknown_value(field.label, part))
        else:
            found.setdefault(code, part.startswith(DESCENDING))
    if len(found) > MOST_SORTS:
        complaints.append(f"At most {MOST_SORTS} columns sort the table; the first ones count.")
    return tuple(found.items())[:MOST_SORTS], tuple(complaints)


@dataclass(frozen=True)
class PresentOptions:
    """The view that fills the screen; empty means the page as it is.

    Which views there are is not known here: ``view`` is any name of the right form.
    """

    view: str = ""

    KEY = "present"
    FORM = re.compile(r"[a-z0-9-]{1,60}")

    @classmethod
    def from_values(cls, values: Mapping[str, str]) -> tuple[Self, tuple[str, ...]]:
        view = values.get(cls.KEY, "")
        if not view or cls.FORM.fullmatch(view):
            return cls(view), ()
        return cls(), (unknown_view(view),)


def unknown_view(view: str) -> str:
    return f"Present: “{shorten(view)}” is not a figure here; the page is shown instead."
