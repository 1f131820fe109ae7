"""The filters on trials: a frozen value read from a link, written to a link, said in English."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property
from typing import Self

from data.link.condition_groups import GROUP_KEY, OF_CONDITIONS, condition_groups
from data.link.query_string import (
    Field,
    parse_fields,
    read_query,
    shorten,
    unknown_value,
    write_query,
)
from data.link.text_search import cut_in_words, said_of, search_text
from data.model import vocabulary as v
from data.model.condition_names import condition_key
from data.model.countries import ISO3, NAMES
from data.model.schema import CURATED, stated_by

TEXT_KEY = "q"
CITY_KEY = "city"
SCHEDULE_KEY = "arms"
GIVEN_KEY, GIVEN_LABEL = "given", "Intervention"
"""The filter on the names of interventions; that on their type was first, and has the word."""
TEXT_LABELS = {CITY_KEY: "City", TEXT_KEY: "Text search"}
"""Keys of the filters that hold a text -> what they are called."""
STARTED_FROM, STARTED_TO = "started-from", "started-to"


@dataclass(frozen=True)
class FromData:
    """The values of filters that come with an import: conditions, interventions, groups, years."""

    conditions: Field
    first_year: int
    last_year: int
    condition_groups: Field
    interventions: Field


class Reach(Enum):
    """The codes that a choice lets pass: those chosen, or, of a bound, all on one side of it."""

    CHOSEN = "chosen"
    ONWARDS = "onwards"
    UP_TO = "up to"


@dataclass(frozen=True)
class Filter:
    """One filter on trials.

    Attributes:
        frame, column: where its codes stand.
        coding: the vocabulary of the codes, or what makes their field.
        only_alone: a code that counts for a trial only where the trial holds no other (a drug
            beside cells does not make a trial cell-free).
        unless: frame and column of a dataset that does without the filter.
        several: whether a cell may hold several codes, joined by ``SEPARATOR``.
        where: columns and their codes of the rows that count, where not all do.
        code_of: makes the code of a cell's text, where it is not the code itself.
    """

    key: str
    label: str
    frame: str
    column: str
    coding: v.Vocabulary | Callable[["Filter", FromData], Field]
    only_alone: str = ""
    reach: Reach = Reach.CHOSEN
    unless: tuple[str, str] | None = None
    several: bool = False
    where: tuple[tuple[str, str], ...] = ()
    code_of: Callable[[str], str] | None = None

    def field(self, known: FromData) -> Field:
        """Its words and codes for one dataset."""
        if isinstance(self.coding, v.Vocabulary):
            codes = self.coding
            return Field(self.key, self.label, codes.codes, codes.labels, codes.slugs)
        return self.coding(self, known)


def _countries(of: Filter, known: FromData) -> Field:
    return Field(
        of.key,
        of.label,
        (*ISO3, v.NOT_STATED),
        {**NAMES, v.NOT_STATED: "Not stated"},
        {**{code: code for code in ISO3}, v.NOT_STATED: "not-stated"},
    )


def _years(of: Filter, known: FromData) -> Field:
    years = tuple(str(year) for year in range(known.first_year, known.last_year + 1))
    by_year = {year: year for year in years}
    return Field(of.key, of.label, years, by_year, by_year)


def _conditions(of: Filter, known: FromData) -> Field:
    return known.conditions


def _condition_groups(of: Filter, known: FromData) -> Field:
    return known.condition_groups


def _interventions(of: Filter, known: FromData) -> Field:
    return known.interventions


GROUPED = ("trial_conditions", "condition_group")
PRINTED = ("trials", "printed_tables")
FILTERS = (
    Filter("condition", "Condition", "trial_conditions", "condition_group", v.CONDITION_GROUP),
    # where nobody sorted the conditions into groups each stands for itself
    Filter("condition", "Condition", "trial_conditions", "condition", _conditions, unless=GROUPED),
    Filter(
        GROUP_KEY,
        "Condition group",
        "trial_mesh",
        "term",
        _condition_groups,
        where=OF_CONDITIONS,
        code_of=condition_key,
    ),
    Filter("phase", "Phase", "trials", "phase", v.PHASE),
    Filter(
        "country", "Country", "trial_organisations", "country", _countries, only_alone=v.NOT_STATED
    ),
    Filter("status", "Status", "trials", "overall_status", v.OVERALL_STATUS),
    Filter("type", "Study type", "trials", "study_type", v.STUDY_TYPE, unless=PRINTED),
    Filter(STARTED_FROM, "Started from", "trials", "start_year", _years, reach=Reach.ONWARDS),
    Filter(STARTED_TO, "Started to", "trials", "start_year", _years, reach=Reach.UP_TO),
    Filter("allocation", "Allocation", "trials", "allocation", v.ALLOCATION),
    Filter("masking", "Masking", "trials", "masking", v.MASKING),
    Filter("model", "Intervention model", "trials", "intervention_model", v.INTERVENTION_MODEL),
    Filter("control", "Control", "trials", "control", v.CONTROL, several=True),
    Filter("purpose", "Primary purpose", "trials", "primary_purpose", v.PRIMARY_PURPOSE),
    Filter(
        "product",
        "Cell product",
        "trial_interventions",
        "cell_product",
        v.CELL_PRODUCT,
        only_alone="NONE",
    ),
    Filter("donor", "Donor", "trial_interventions", "donor", v.DONOR, only_alone="NONE"),
    Filter("sponsor", "Sponsor class", "trials", "sponsor_class", v.SPONSOR_CLASS),
    Filter(
        "intervention",
        "Intervention type",
        "trial_interventions",
        "intervention_type",
        v.INTERVENTION_TYPE,
    ),
    Filter(
        GIVEN_KEY,
        GIVEN_LABEL,
        "trial_interventions",
        "intervention",
        _interventions,
        unless=PRINTED,
        code_of=condition_key,
    ),
    Filter(
        "agent-class",
        "Agent class",
        "trial_schedules",
        "agent_classes",
        v.CLASS_OF_IMPORT,
        several=True,
    ),
    Filter(SCHEDULE_KEY, "Arms", "trial_schedules", "schedule", v.SCHEDULE, several=True),
    Filter(
        "arm-role", "Role of treatment", "trial_schedules", "roles", v.ROLE_IN_WORDS, several=True
    ),
    Filter("age", "Age group", "trials", "age_groups", v.AGE_GROUP, several=True),
    Filter("sex", "Sex", "trials", "sex", v.SEX),
    Filter("results", "Results posted", "trials", "has_results", v.YES_NO),
)
"""Every filter of every dataset, in the order of the filter bar."""


def filters_of(states: Callable[[str, str], bool]) -> tuple[Filter, ...]:
    """The filters of a dataset; states: says whether it can state a column of a frame."""
    return tuple(
        each
        for each in FILTERS
        if states(each.frame, each.column) and not (each.unless and states(*each.unless))
    )


OF_REVIEW = filters_of(stated_by(CURATED))
FILTER_LABELS = {each.key: each.label for each in FILTERS}
"""Every filter key of any dataset -> what it is called."""
REACH = {each.key: each.reach for each in FILTERS}
BOUNDS = tuple(key for key, reach in REACH.items() if reach is not Reach.CHOSEN)
"""Keys of the filters with one value or none: the bounds of a range."""

NO_GROUPS = condition_groups(())
NO_GIVEN = Field(GIVEN_KEY, GIVEN_LABEL, (), {}, {})
NO_VALUES = FromData(Field("condition", "Condition", (), {}, {}), 1, 0, NO_GROUPS, NO_GIVEN)
REVIEW_FIELDS = tuple(each.field(NO_VALUES) for each in OF_REVIEW)
"""The filters of the built-in data."""


def fields_of(
    filters: Iterable[Filter],
    conditions: Field,
    first_year: int,
    last_year: int,
    groups: Field = NO_GROUPS,
    interventions: Field = NO_GIVEN,
) -> tuple[Field, ...]:
    """The fields of a dataset's filters; conditions, groups, interventions, years come with it."""
    known = FromData(conditions, first_year, last_year, groups, interventions)
    return tuple(each.field(known) for each in filters)


LONGEST_CITY = 200
"""Letters of a city in a link."""


def _cut(name: str) -> str:
    """A name with its spaces made single, cut where it is too long."""
    return " ".join(name.split())[:LONGEST_CITY].rstrip()


def city_in_link(name: str, country: str) -> str:
    """A city as a link writes it: ``Columbia, Missouri, USA``, the country as ISO-3."""
    return f"{_cut(name)}, {country}"


def city_and_country(text: str) -> tuple[str, str]:
    """Name (with its state) and country of a city in a link; both empty where it is none."""
    name, _, country = " ".join(text.split()).rpartition(", ")
    known = name and country.upper() in NAMES
    return (_cut(name), country.upper()) if known else ("", "")


@dataclass(frozen=True)
class TrialFilters:
    """Chosen codes by the keys of their fields; a field that does not filter is not among them.

    Values of one field are alternatives (or); fields combine (and).

    Attributes:
        chosen: key and codes, by key; ``of`` makes it.
        fields: those of the dataset: they give the codes their order, words and slugs.
        city: one with an organisation of the trial, as ``city_in_link`` writes it.
    """

    chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()
    text: str = ""
    fields: tuple[Field, ...] = field(default=REVIEW_FIELDS, compare=False, repr=False)
    city: str = ""

    @classmethod
    def of(
        cls,
        chosen: Mapping[str, tuple[str, ...]],
        text: str = "",
        fields: tuple[Field, ...] = REVIEW_FIELDS,
        city: str = "",
    ) -> Self:
        """The filters with these codes chosen, in whatever order their keys come."""
        return cls(
            tuple(sorted((key, codes) for key, codes in chosen.items() if codes)),
            text,
            fields,
            city,
        )

    @classmethod
    def from_query(
        cls, search: str, fields: tuple[Field, ...] = REVIEW_FIELDS
    ) -> tuple[Self, tuple[str, ...]]:
        """The filters in a query string, and what was ignored, in words.

        Keys that are no filters are left to their owners without a word.
        """
        values, complaints = read_query(search)
        filters, more = cls.from_values(values, fields)
        return filters, complaints + more

    @classmethod
    def from_values(
        cls, values: Mapping[str, str], fields: tuple[Field, ...] = REVIEW_FIELDS
    ) -> tuple[Self, tuple[str, ...]]:
        """The filters in the keys and texts of a query, and what was ignored, in words."""
        named = [field for field in fields if field.key in values]
        parsed, complaints = parse_fields(values, named)
        text = values.get(TEXT_KEY, "")
        if cut := cut_in_words(text):
            complaints = (cut, *complaints)
        wanted = values.get(CITY_KEY, "")
        name, country = city_and_country(wanted)
        if wanted and not name:
            complaints = (unknown_value("City", wanted), *complaints)
        city = city_in_link(name, country) if name else ""
        return cls.of(parsed, search_text(text), fields, city), complaints

    def to_values(self) -> dict[str, str]:
        """Key -> text of the canonical query; filters that are not set are left out."""
        values = {field.key: field.serialise(codes) for field, codes in self._in_order()}
        texts = {CITY_KEY: self.city, TEXT_KEY: self.text}
        return {**values, **{key: text for key, text in texts.items() if text}}

    def to_query(self) -> str:
        return write_query(self.to_values())

    def codes(self, key: str) -> tuple[str, ...]:
        """The chosen codes of one field."""
        return self._codes_by_key.get(key, ())

    @cached_property
    def _codes_by_key(self) -> Mapping[str, tuple[str, ...]]:
        """Made once: every figure of a page asks for the codes of several fields."""
        return dict(self.chosen)

    def _in_order(self) -> list[tuple[Field, tuple[str, ...]]]:
        """The fields that filter and their codes, in the order of the filter bar."""
        if not self.chosen:
            return []  # a page writes hundreds of links
        return [(field, codes) for field in self.fields if (codes := self.codes(field.key))]

    def field_of(self, key: str) -> Field:
        """The field of a key.

        Raises:
            KeyError: the dataset has no such filter.
        """
        return self._field_by_key[key]

    def has(self, key: str) -> bool:
        """Says whether the dataset has a filter of this key."""
        return key in self._field_by_key

    @cached_property
    def _field_by_key(self) -> Mapping[str, Field]:
        """Made once: a list of links asks for the same field hundreds of times."""
        return {field.key: field for field in self.fields}

    def label(self, key: str) -> str:
        """The name of a filter in words, the text search included."""
        return TEXT_LABELS[key] if key in TEXT_LABELS else self.field_of(key).label

    def with_codes(self, key: str, codes: tuple[str, ...]) -> Self:
        return self._with(key, self.field_of(key).in_order(codes))

    def _with(self, key: str, codes: tuple[str, ...]) -> Self:
        changed = {**self._codes_by_key, key: codes}
        return type(self).of(changed, self.text, self.fields, self.city)

    def toggled(self, key: str, code: str) -> Self:
        """The code added to its field, or taken out where it is already chosen."""
        chosen = self.codes(key)
        if code in chosen:
            return self.with_codes(key, tuple(other for other in chosen if other != code))
        return self.with_codes(key, (*chosen, code))

    def with_text(self, text: str) -> Self:
        return replace(self, text=search_text(text))

    def with_city(self, city: str) -> Self:
        """city: as ``city_in_link`` writes it, or empty."""
        return replace(self, city=city)

    def without(self, key: str) -> Self:
        if key == CITY_KEY:
            return self.with_city("")
        return self.with_text("") if key == TEXT_KEY else self._with(key, ())

    def active(self) -> tuple[str, ...]:
        """The keys that filter, in the order of the filter bar."""
        keys = tuple(field.key for field, _ in self._in_order())
        texts = ((CITY_KEY, self.city), (TEXT_KEY, self.text))
        return (*keys, *(key for key, text in texts if text))

    @property
    def city_in_words(self) -> str:
        """The city with its country's name."""
        name, country = city_and_country(self.city)
        return f"{name}, {NAMES[country]}"

    def describe(self) -> str:
        """The filters in English: caption, empty state, file name and slide footer alike."""
        parts = [
            f"{field.label.lower()}: {field.describe(codes)}" for field, codes in self._in_order()
        ]
        if self.city:
            parts.append(f"city: {shorten(self.city_in_words)}")
        if self.text:
            parts += said_of(self.text)
        sentence = "; ".join(parts) or "all trials"
        return sentence[0].upper() + sentence[1:]
