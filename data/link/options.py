"""Options of a page besides the filters: one frozen value a page, read from the same link."""

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cache, cached_property
from typing import Any, ClassVar, Generic, Self, TypeVar

from data.link import trial_fields
from data.link.filters import REVIEW_FIELDS
from data.link.query_string import JOINT, Field, shorten, unknown_value
from data.link.text_search import (
    MAX_WORDS_LENGTH,
    MOST_NUMBERS,
    TEXT_SAID,
    cut_in_words,
    said_of,
    search_text,
)
from data.model import vocabulary as v
from data.model.schema import NCT_ID

T = TypeVar("T")


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


def _coded(key: str, label: str, vocabulary: v.Vocabulary) -> Field:
    return Field(key, label, vocabulary.codes, vocabulary.labels, vocabulary.slugs)


ROLE = _coded("role", "Role", v.EVENT_ROLE)
AGENT_CLASS = _coded("class", "Agent class", v.AGENT_CLASS)
TRANSPLANT = _coded("transplant", "Transplant type", v.TRANSPLANT_TYPE)
CHANGE = _coded("change", "Change", v.CHANGE)
COMPARED_FIELD = replace(
    _coded("field", "Field", v.COMPARED_FIELD),
    slugs={code: code for code in v.COMPARED_FIELD.codes},
)


def _of_data(key: str, label: str, labels: Mapping[str, str]) -> Field:
    """A field whose values come with the data, and stand in a link as they are."""
    return Field(key, label, tuple(labels), labels, {code: code for code in labels})


# what they are called; ``KnownFields`` has their values
def agent_classes(labels: Mapping[str, str]) -> Field:
    """The classes of agents that a dataset has, code -> label, in the vocabulary's order."""
    codes = tuple(code for code in v.AGENT_CLASS.codes if code in labels)
    slugs = {code: v.AGENT_CLASS.slugs[code] for code in codes}
    return Field(AGENT_CLASS.key, AGENT_CLASS.label, codes, labels, slugs)


REGIMEN = _of_data("regimen", "Regimen", {})
AGENT = _of_data("agent", "Agent", {})
YEAR_FROM = _of_data("from", "From year", {})
YEAR_TO = _of_data("to", "To year", {})
BUILT_IN = "-"
"""The built-in data among the datasets of a choice; no import may be called so."""
SHIPPED = "registry-2022"
"""The name in a link of the registry search that ships with the app."""


def against_field(labels: Mapping[str, str]) -> Field:
    """The datasets that another one can be compared with: name in a link -> words."""
    return _of_data("against", "Compare with", labels)


NOTHING_BESIDE = against_field({})


def sort_field(columns: Sequence[str]) -> Field:
    """The columns by which a dataset's table of trials can be sorted."""
    labels = {name: trial_fields.HEADINGS[name] for name in columns}
    slugs = {name: name.replace("_", "-") for name in columns}
    return Field("sort", "Sorted by", tuple(columns), labels, slugs)


REVIEW_SORT = sort_field(trial_fields.OF_REVIEW)


@dataclass(frozen=True)
class KnownFields:
    """The fields whose values come with the data: regimens, agents, years, filters of trials.

    ``first_compared`` holds the regimens that are compared while a link names none.
    ``dataset`` is the data's name in a link, empty for the built-in data; ``against`` holds the
    datasets beside it; ``sort`` the columns of the table of trials.
    """

    regimen: Field
    agent: Field
    agent_class: Field
    year_from: Field
    year_to: Field
    filters: tuple[Field, ...] = REVIEW_FIELDS
    dataset: str = ""
    against: Field = NOTHING_BESIDE
    sort: Field = REVIEW_SORT
    first_compared: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[Field, ...]:
        """Every field whose values come with the data."""
        return (
            *self.filters,
            self.regimen,
            self.agent,
            self.agent_class,
            self.year_from,
            self.year_to,
            self.against,
        )

    def filled(self, field: Field) -> Field:
        """A field with the values that come with the data, where they do."""
        return self._by_key.get(field.key, field)

    @cached_property
    def _by_key(self) -> Mapping[str, Field]:
        years = (self.year_from, self.year_to)
        own = (self.regimen, self.agent, self.agent_class, *years, self.against, self.sort)
        return {field.key: field for field in own}

    def beside(self, others: Mapping[str, str]) -> Self:
        """The known fields with other datasets to compare with: name in a link -> words."""
        return replace(self, against=against_field(others))

    @classmethod
    def of(
        cls,
        regimens: Mapping[str, str],
        agents: Mapping[str, str],
        classes: Mapping[str, str],
        years: tuple[int, int] | None,
        filters: tuple[Field, ...] = REVIEW_FIELDS,
        dataset: str = "",
        sort: Field = REVIEW_SORT,
        first_compared: tuple[str, ...] = (),
    ) -> Self:
        """From the labels of regimens, agents and their classes by code, the first and last year,
        the filters."""
        spans = range(years[0], years[1] + 1) if years else range(0)
        each_year = {str(year): str(year) for year in spans}
        return cls(
            _of_data(REGIMEN.key, REGIMEN.label, regimens),
            _of_data(AGENT.key, AGENT.label, agents),
            agent_classes(classes),
            _of_data(YEAR_FROM.key, YEAR_FROM.label, each_year),
            _of_data(YEAR_TO.key, YEAR_TO.label, each_year),
            filters,
            dataset,
            sort=sort,
            first_compared=first_compared,
        )

    def with_regimens(self, labels: Mapping[str, str]) -> Self:
        """The known fields with more regimens, code -> label, behind those known."""
        labels = {**self.regimen.labels, **labels}
        return replace(self, regimen=_of_data(REGIMEN.key, REGIMEN.label, labels))

    def with_agents(self, agents: Mapping[str, str], classes: Mapping[str, str]) -> Self:
        """The known fields with more agents and classes, code -> label, behind those known."""
        return replace(
            self,
            agent=_of_data(AGENT.key, AGENT.label, {**self.agent.labels, **agents}),
            agent_class=agent_classes({**self.agent_class.labels, **classes}),
        )


Complaints = tuple[str, ...]


class PageOption(ABC, Generic[T]):
    """One key of a link that is no filter: its words, its parser and its serialiser.

    Attributes:
        key: its name in a link.
        label: what it is called.
        default: what it is where a link does not say it.
    """

    def __init__(self, key: str, label: str, default: T) -> None:
        self.key, self.label, self.default = key, label, default

    @abstractmethod
    def parse(self, text: str, known: KnownFields) -> tuple[T, Complaints]:
        """The value of a text in a link, and what was not understood, in words."""

    def serialise(self, value: T) -> str:
        """The text in a link of a value that is not the default."""
        return str(value)

    def control_value(self, value: T) -> object:
        """The value of the control: a list of slugs, a slug, a text, or nothing."""
        return self.serialise(value)

    def in_words(self, value: T, known: KnownFields) -> str:
        """A value that is not the default, as a caption says it."""
        return ""

    def words(self, known: KnownFields) -> dict[str, str]:
        """Allowed text of a link -> its words; nothing where it is any text."""
        return {}

    def allowed(self, known: KnownFields) -> Sequence[str]:
        """The texts that a link may hold, to tell whoever wrote another one."""
        return list(self.words(known))


class FieldOption(PageOption[T]):
    """An option with the values of a field."""

    def __init__(self, field: Field, default: T) -> None:
        super().__init__(field.key, field.label, default)
        self.field = field

    def read(self, text: str, known: KnownFields) -> tuple[tuple[str, ...], Complaints]:
        """The codes of a text, and a complaint for each slug that is not known."""
        codes, unknown = known.filled(self.field).parse(text)
        return codes, tuple(unknown_value(self.label, slug) for slug in unknown)

    def read_one(self, text: str, known: KnownFields) -> tuple[str, Complaints]:
        """The first code of a text, if any, and a complaint where there are more."""
        codes, complaints = self.read(text, known)
        if len(codes) > 1:
            complaints += (f"{self.label}: only one value is possible; the first one counts.",)
        return codes[0] if codes else "", complaints

    def codes(self, value: T) -> tuple[str, ...]:
        """The codes that a value stands for."""
        return value if isinstance(value, tuple) else (str(value),) if value else ()

    def labels(self, value: T, known: KnownFields) -> list[str]:
        """The words of the codes that the data know."""
        labels = known.filled(self.field).labels
        return [labels[code] for code in self.codes(value) if code in labels]

    def in_words(self, value: T, known: KnownFields) -> str:
        said = known.filled(self.field).describe(self.codes(value))
        return f"{self.label.lower()}: {said}"

    def words(self, known: KnownFields) -> dict[str, str]:
        field = known.filled(self.field)
        return {field.slugs[code]: field.labels[code] for code in field.codes}


class One(FieldOption[str]):
    """One of a few values; the first is the default."""

    def __init__(self, field: Field) -> None:
        super().__init__(field, field.codes[0])

    def parse(self, text: str, known: KnownFields) -> tuple[str, Complaints]:
        code, complaints = self.read_one(text, known)
        return code or self.default, complaints

    def serialise(self, value: str) -> str:
        return self.field.slugs[value]


class OneOrNone(FieldOption[str]):
    """One value of the data, or none."""

    def __init__(self, field: Field) -> None:
        super().__init__(field, "")

    def parse(self, text: str, known: KnownFields) -> tuple[str, Complaints]:
        codes, complaints = self.read(text, known)
        return codes[0] if codes else "", complaints

    def control_value(self, value: str) -> str | None:
        return value or None


class Several(FieldOption[tuple[str, ...]]):
    """Any number of values."""

    def __init__(self, field: Field) -> None:
        super().__init__(field, ())

    def parse(self, text: str, known: KnownFields) -> tuple[tuple[str, ...], Complaints]:
        return self.read(text, known)

    def serialise(self, value: tuple[str, ...]) -> str:
        return self.field.serialise(value) if self.field.codes else JOINT.join(value)

    def control_value(self, value: tuple[str, ...]) -> list[str]:
        return [self.field.slugs.get(code, code) for code in value]


COMPARE = "compare"
"""The key of the protocols compared."""
MOST_COMPARED = 4


class SeveralCompared(Several):
    """A few regimens, beside one another; the default ones are the same as none named."""

    def __init__(self) -> None:
        super().__init__(REGIMEN)
        self.key, self.label = COMPARE, "Compared"

    def parse(self, text: str, known: KnownFields) -> tuple[tuple[str, ...], Complaints]:
        codes, unknown = known.regimen.parse(text)
        complaints = tuple(unknown_value("Compare", slug) for slug in unknown)
        if len(codes) > MOST_COMPARED:
            complaints += (
                f"At most {MOST_COMPARED} protocols are compared; the first ones count.",
            )
        named = codes[:MOST_COMPARED]
        return () if named == known.first_compared else named, complaints


class Against(OneOrNone):
    """The dataset to compare with, or none; a dataset is not compared with itself."""

    def parse(self, text: str, known: KnownFields) -> tuple[str, Complaints]:
        if text == (known.dataset or BUILT_IN):
            return "", (f"{self.label}: “{text}” is the dataset itself and was ignored.",)
        return self.read_one(text, known)

    def in_words(self, value: str, known: KnownFields) -> str:
        return ""  # the two datasets are named before all that is chosen


PART = "part"


ACTIVITIES, VISITS = "activities", "visits"
"""The keys of the parts of a study's schedule of activities, and of its plan."""


class Part(PageOption[int]):
    """The part of a figure that holds more than fits a screen, counted from 1."""

    MOST = 1_000

    def parse(self, text: str, known: KnownFields) -> tuple[int, Complaints]:
        is_number = text.isascii() and text.isdigit() and len(text) <= len(str(self.MOST))
        if is_number and 1 <= int(text) <= self.MOST:
            return int(text), ()
        return self.default, (unknown_value(self.label, text),) if text else ()

    def allowed(self, known: KnownFields) -> Sequence[str]:
        return ["a number from 1"]


class SearchWords(PageOption[str]):
    """Words to look for.

    Attributes:
        where: what is searched, as a complaint names it.
    """

    def __init__(self, key: str, label: str, where: str) -> None:
        super().__init__(key, label, "")
        self.where = where

    def parse(self, text: str, known: KnownFields) -> tuple[str, Complaints]:
        cut = cut_in_words(text, self.where)
        return search_text(text), (cut,) if cut else ()

    def in_words(self, value: str, known: KnownFields) -> str:
        said = "; ".join(part.removeprefix(TEXT_SAID) for part in said_of(value))
        return f"{self.label.lower()}: {said}"

    def allowed(self, known: KnownFields) -> Sequence[str]:
        return [
            f"words of up to {MAX_WORDS_LENGTH} characters, and about {MOST_NUMBERS} trial numbers"
        ]


MOST_SORTS = 4
DESCENDING = "-"
"""Before the name of a column in a link."""
Sorting = tuple[tuple[str, bool], ...]


class Order(PageOption[Sorting]):
    """Columns by which a table is sorted, each with whether descending."""

    def parse(self, text: str, known: KnownFields) -> tuple[Sorting, Complaints]:
        """Columns and directions of ``start~-phase``, and what was not understood, in words."""
        found: dict[str, bool] = {}
        complaints: list[str] = []
        for part in filter(None, text.split(JOINT)):
            slug = part.removeprefix(DESCENDING)
            code = known.sort.code_of_slug.get(slug.lower())
            if code is None:
                complaints.append(unknown_value(self.label, part))
            else:
                found.setdefault(code, part.startswith(DESCENDING))
        if len(found) > MOST_SORTS:
            complaints.append(f"At most {MOST_SORTS} columns sort the table; the first ones count.")
        return tuple(found.items())[:MOST_SORTS], tuple(complaints)

    def serialise(self, value: Sorting) -> str:
        return JOINT.join(
            f"{DESCENDING if descending else ''}{name.replace('_', '-')}"
            for name, descending in value
        )

    def in_words(self, value: Sorting, known: KnownFields) -> str:
        order = [
            f"{trial_fields.HEADINGS[name].lower().replace('nct', 'NCT')}"
            f"{' (descending)' if descending else ''}"
            for name, descending in value
        ]
        return f"{self.label.lower()} {', then '.join(order)}"

    def words(self, known: KnownFields) -> dict[str, str]:
        """Each column both ways."""
        field = known.sort
        up = {field.slugs[code]: field.labels[code] for code in field.codes}
        return up | {f"{DESCENDING}{slug}": f"{label} (descending)" for slug, label in up.items()}


class ViewName(PageOption[str]):
    """A view; which there are is not known here, so it is any name of the right form."""

    FORM = re.compile(r"[a-z0-9-]{1,60}")

    def parse(self, text: str, known: KnownFields) -> tuple[str, Complaints]:
        if not text or self.FORM.fullmatch(text):
            return text, ()
        return "", (unknown_view(text),)

    def allowed(self, known: KnownFields) -> Sequence[str]:
        return ["the name of a figure"]


def unknown_view(view: str) -> str:
    return f"Present: “{shorten(view)}” is not a figure here; the page is shown instead."


OPTION = "option"
"""The key under which an attribute of a group keeps its option."""


def _is(option: PageOption[Any]) -> Any:
    """An attribute of a group that holds the value of this option."""
    return field(default=option.default, metadata={OPTION: option})


class OptionGroup:
    """The options of one page, an attribute each: all that is done with them goes by these.

    Attributes:
        is_shared: whether links say them, as they are part of what a view shows.
    """

    is_shared: ClassVar[bool] = True

    @classmethod
    @cache
    def options(cls) -> Mapping[str, PageOption[Any]]:
        """Attribute -> its option."""
        return {each.name: each.metadata[OPTION] for each in fields(cls)}  # type: ignore[arg-type]

    @classmethod
    @cache
    def keys(cls) -> frozenset[str]:
        """Those of a link."""
        return frozenset(option.key for option in cls.options().values())

    @classmethod
    def from_values(cls, values: Mapping[str, str], known: KnownFields) -> tuple[Self, Complaints]:
        """The options that these keys and texts name, and what was ignored, in words."""
        read = {
            name: option.parse(values[option.key], known)
            for name, option in cls.options().items()
            if option.key in values
        }
        complaints = tuple(text for _, texts in read.values() for text in texts)
        return cls(**{name: value for name, (value, _) in read.items()}), complaints

    def chosen(self) -> list[tuple[PageOption[Any], Any]]:
        """The options that are not as they are by default, with their values."""
        values = ((option, getattr(self, name)) for name, option in self.options().items())
        return [(option, value) for option, value in values if value != option.default]

    def to_values(self) -> dict[str, str]:
        """Key -> text of the canonical query; what is as by default is left out."""
        return {option.key: option.serialise(value) for option, value in self.chosen()}

    def control_values(self) -> dict[str, object]:
        """Key -> what its control holds."""
        return {
            option.key: option.control_value(getattr(self, name))
            for name, option in self.options().items()
        }

    def describe(self, known: KnownFields) -> tuple[str, ...]:
        """The choices in words, one text an option; nothing where all is as by default."""
        said = (option.in_words(value, known) for option, value in self.chosen())
        return tuple(text for text in said if text)

    def without(self, *keys: str) -> Self:
        """The options with these keys as they are by default."""
        options = self.options().items()
        gone = {name: option.default for name, option in options if option.key in keys}
        return replace(self, **gone)  # type: ignore[type-var]


@dataclass(frozen=True)
class MapOptions(OptionGroup):
    """The map's options: what it counts, the organisations it takes, the part of the world."""

    count: str = _is(One(COUNT))
    places: str = _is(One(PLACES))
    region: str = _is(One(REGION))


@dataclass(frozen=True)
class DesignOptions(OptionGroup):
    """The measure that the phase and design charts show: numbers or shares."""

    measure: str = _is(One(MEASURE))


@dataclass(frozen=True)
class ProtocolOptions(OptionGroup):
    """Regimens, events and windows that the timelines show; empty means all.

    ``year_from`` and ``year_to`` are years as text, empty when not set.
    """

    regimen: tuple[str, ...] = _is(Several(REGIMEN))
    agent: tuple[str, ...] = _is(Several(AGENT))
    role: tuple[str, ...] = _is(Several(ROLE))
    agent_class: tuple[str, ...] = _is(Several(AGENT_CLASS))
    transplant: tuple[str, ...] = _is(Several(TRANSPLANT))
    year_from: str = _is(OneOrNone(YEAR_FROM))
    year_to: str = _is(OneOrNone(YEAR_TO))
    window: str = _is(One(WINDOW))
    part: int = _is(Part(PART, "Part", 1))
    activities: int = _is(Part(ACTIVITIES, "Part of the schedule", 1))
    visits: int = _is(Part(VISITS, "Part of the study design", 1))

    SAID_FIRST = (REGIMEN.key, TRANSPLANT.key, ROLE.key, AGENT_CLASS.key)
    """The others follow in their own order."""

    def labels(self, known: KnownFields) -> dict[str, list[str]]:
        """Key of each choice that narrows -> its values in words, as a caption has them in turn.

        The window is how the same events are looked at; it is said on its own.
        """
        said = {
            option.key: option.labels(value, known)
            for option, value in self.chosen()
            if isinstance(option, FieldOption) and option.key != WINDOW.key
        }
        first = {key: said[key] for key in self.SAID_FIRST if key in said}
        return first | said

    def describe(self, known: KnownFields) -> tuple[str, ...]:
        return self.phrases(self.labels(known))

    @classmethod
    def phrases(cls, labels: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
        """``Role: Graft or Induction``, ``From: 1998``: one text a key that has words."""
        names = {option.key: option.label for option in cls.options().values()}
        return tuple(
            f"{names[key].removesuffix(' year')}: {' or '.join(words)}"
            for key, words in labels.items()
            if words
        )


@dataclass(frozen=True)
class CompareOptions(OptionGroup):
    """The regimens that stand side by side, two to four; empty means the data's first ones."""

    regimens: tuple[str, ...] = _is(SeveralCompared())

    def compared(self, known: KnownFields) -> tuple[str, ...]:
        """The chosen regimens, or the data's first ones where none is chosen."""
        return self.regimens or known.first_compared

    def toggled(self, regimen: str, known: KnownFields) -> Self:
        """The regimen added, or taken out where it is among those compared."""
        compared = self.compared(known)
        if regimen in compared:
            return type(self)(tuple(other for other in compared if other != regimen))
        return type(self)((*compared, regimen)[:MOST_COMPARED])


@dataclass(frozen=True)
class ThenAndNowOptions(OptionGroup):
    """The fields and the kinds of change that are shown; empty means all.

    ``against`` is the dataset compared with; empty means what was read later of the same trials.
    """

    change: tuple[str, ...] = _is(Several(CHANGE))
    field: tuple[str, ...] = _is(Several(COMPARED_FIELD))
    against: str = _is(Against(NOTHING_BESIDE))

    def describe(self, known: KnownFields) -> tuple[str, ...]:
        return tuple(text.lower() for text in super().describe(known))


@dataclass(frozen=True)
class TableOptions(OptionGroup):
    """The search in the table of trials, and the order of its rows.

    sort: (field, whether descending), the first one decides; empty means the order of the data.
    """

    FIND, SORT = "find", "sort"

    find: str = _is(SearchWords(FIND, "Search in the table", "The search in the table"))
    sort: tuple[tuple[str, bool], ...] = _is(Order(SORT, REVIEW_SORT.label, ()))


@dataclass(frozen=True)
class ArmOptions(OptionGroup):
    """The search in the arms of an import's records, and the page of those found, from 1."""

    FIND, PAGE = "arm-words", "arm-page"

    find: str = _is(SearchWords(FIND, "Search in the arms", "The search in the arms"))
    page: int = _is(Part(PAGE, "Page of the arms found", 1))


class TrialNumber(PageOption[str]):
    """A trial by its registry number; whether a dataset has it is not known here."""

    def __init__(self, key: str, label: str) -> None:
        super().__init__(key, label, "")

    def parse(self, text: str, known: KnownFields) -> tuple[str, Complaints]:
        number = text.strip().upper()
        if not number or re.fullmatch(NCT_ID, number, re.ASCII):
            return number, ()
        return "", (unknown_value(self.label, text),)

    def in_words(self, value: str, known: KnownFields) -> str:
        return ""  # the trial is named before all that is chosen

    def allowed(self, known: KnownFields) -> Sequence[str]:
        return ["the registry number of a trial"]


EVENTS_BY = _choice(
    "events-by",
    "Events sorted by",
    frequency="Frequency",
    difference="Difference between two groups",
    organ="Organ system",
)
EVENTS_OF = _choice(
    "events", "Adverse events", all="Serious and other", serious="Serious", other="Other"
)
CONTRAST = _choice("contrast", "Compared by", difference="Risk difference", ratio="Risk ratio")


@dataclass(frozen=True)
class ResultOptions(OptionGroup):
    """The trial whose posted results are shown, and what is shown of them.

    trial: its registry number; empty means the first trial with results. measure: the position
    of an outcome measure, 0 for the first primary one with numbers. first_group, second_group:
    positions of two groups of the adverse events, the second against the first. The parts are
    those of figures that hold more than fits a screen. across: the page of the table of primary
    outcomes; stopped: of the reasons.
    """

    trial: str = _is(TrialNumber("results-of", "Results of"))
    measure: int = _is(Part("outcome", "Outcome measure", 0))
    event_kind: str = _is(One(EVENTS_OF))
    events_by: str = _is(One(EVENTS_BY))
    contrast: str = _is(One(CONTRAST))
    first_group: int = _is(Part("group-a", "First group", 1))
    second_group: int = _is(Part("group-b", "Second group", 2))
    find_event: str = _is(
        SearchWords("event-words", "Search in the terms", "The search in the terms")
    )
    flow_part: int = _is(Part("flow-part", "Part of the participant flow", 1))
    baseline_part: int = _is(Part("baseline-part", "Part of the baseline table", 1))
    outcome_part: int = _is(Part("outcome-part", "Part of the outcome", 1))
    forest_part: int = _is(Part("forest-part", "Part of the analyses", 1))
    events_part: int = _is(Part("events-part", "Part of the adverse events", 1))
    across_part: int = _is(Part("across-part", "Part of the primary outcomes", 1))
    stopped_part: int = _is(Part("stopped-part", "Part of the stopped trials", 1))


@dataclass(frozen=True)
class PresentOptions(OptionGroup):
    """The view that fills the screen; empty means the page as it is.

    How a view is looked at is no part of what it shows: a link to it does not say it.
    """

    view: str = _is(ViewName("present", "Present", ""))

    is_shared = False


@dataclass(frozen=True, kw_only=True)
class PageOptions:
    """The groups of options, one entry each: what reads or writes them goes by this list."""

    map: MapOptions = MapOptions()
    design: DesignOptions = DesignOptions()
    protocols: ProtocolOptions = ProtocolOptions()
    compare: CompareOptions = CompareOptions()
    then_and_now: ThenAndNowOptions = ThenAndNowOptions()
    table: TableOptions = TableOptions()
    arms: ArmOptions = ArmOptions()
    results: ResultOptions = ResultOptions()
    present: PresentOptions = PresentOptions()

    @staticmethod
    def read(
        values: Mapping[str, str], known: KnownFields
    ) -> tuple[dict[str, OptionGroup], Complaints]:
        """The groups of which these values name a key, by attribute, and what was ignored."""
        found: dict[str, OptionGroup] = {}
        complaints: Complaints = ()
        for name, group in OPTION_GROUPS.items():
            if not group.keys().isdisjoint(values):
                found[name], more = group.from_values(values, known)
                complaints += more
        return found, complaints

    def option_values(self) -> dict[str, str]:
        """Key -> text of the options that are not as they are by default."""
        groups = (getattr(self, name) for name, group in OPTION_GROUPS.items() if group.is_shared)
        return {key: text for group in groups for key, text in group.to_values().items()}

    def option_control(self, key: str) -> object:
        """The value of an option's control."""
        group: OptionGroup = getattr(self, _GROUP_OF_KEY[key])
        return group.control_values()[key]


OPTION_GROUPS: Mapping[str, type[OptionGroup]] = {
    each.name: type(getattr(PageOptions, each.name)) for each in fields(PageOptions)
}
"""Attribute of a page's options -> its group."""
OPTIONS: Mapping[str, PageOption[Any]] = {
    option.key: option for group in OPTION_GROUPS.values() for option in group.options().values()
}
"""Key -> option, of all groups."""
_GROUP_OF_KEY = {
    option.key: name
    for name, group in OPTION_GROUPS.items()
    if group.is_shared
    for option in group.options().values()
}
OPTION_KEYS = tuple(_GROUP_OF_KEY)
"""Those that links to a view say."""
