"""The filters on trials: a frozen value read from a link, written to a link, said in English."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Any, Self

from data.link.query_string import Field, parse_fields, read_query, shorten, write_query
from data.model import vocabulary as v
from data.model.countries import ISO3, NAMES

TEXT_KEY = "q"
STARTED_FROM, STARTED_TO = "started-from", "started-to"
MAX_TEXT_LENGTH = 200


def _field(key: str, label: str, vocabulary: v.Vocabulary) -> Field:
    return Field(key, label, vocabulary.codes, vocabulary.labels, vocabulary.slugs)


REVIEW_FIELDS: tuple[Field, ...] = (
    _field("condition", "Condition", v.CONDITION_GROUP),
    _field("phase", "Phase", v.PHASE),
    Field(
        "country",
        "Country",
        (*ISO3, v.NOT_STATED),
        {**NAMES, v.NOT_STATED: "Not stated"},
        {**{code: code for code in ISO3}, v.NOT_STATED: "not-stated"},
    ),
    _field("allocation", "Allocation", v.ALLOCATION),
    _field("masking", "Masking", v.MASKING),
    _field("model", "Intervention model", v.INTERVENTION_MODEL),
    _field("control", "Control", v.CONTROL),
    _field("purpose", "Primary purpose", v.PRIMARY_PURPOSE),
    _field("product", "Cell product", v.CELL_PRODUCT),
    _field("donor", "Donor", v.DONOR),
)
"""The filters of the built-in data."""


def registry_fields(conditions: Field, first_year: int, last_year: int) -> tuple[Field, ...]:
    """The filters of an imported dataset, whose conditions and years come with it."""
    years = tuple(str(year) for year in range(first_year, last_year + 1))
    by_year = {year: year for year in years}
    by_key = {field.key: field for field in REVIEW_FIELDS}
    return (
        conditions,
        by_key["phase"],
        by_key["country"],
        _field("status", "Status", v.OVERALL_STATUS),
        _field("type", "Study type", v.STUDY_TYPE),
        Field(STARTED_FROM, "Started from", years, by_year, by_year),
        Field(STARTED_TO, "Started to", years, by_year, by_year),
        by_key["allocation"],
        by_key["masking"],
        by_key["model"],
        by_key["purpose"],
        _field("sponsor", "Sponsor class", v.SPONSOR_CLASS),
        _field("intervention", "Intervention type", v.INTERVENTION_TYPE),
    )


FILTER_LABELS = {
    field.key: field.label
    for field in (
        *REVIEW_FIELDS,
        *registry_fields(Field("condition", "Condition", (), {}, {}), 2000, 2000),
    )
}
"""Every filter key of any dataset -> what it is called."""


@cache
def _name(key: str) -> str:
    """The attribute that holds a key's codes."""
    return key.replace("-", "_")


def search_text(text: str) -> str:
    """A text as it is searched: spaces made single, cut where it is too long."""
    return " ".join(text.split())[:MAX_TEXT_LENGTH].rstrip()


@dataclass(frozen=True)
class TrialFilters:
    """Chosen codes by field; an empty tuple means that the field does not filter.

    Values of one field are alternatives (or); fields combine (and). ``fields`` are those of
    the dataset: they give the codes their order, words and slugs.
    """

    condition: tuple[str, ...] = ()
    phase: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    allocation: tuple[str, ...] = ()
    masking: tuple[str, ...] = ()
    model: tuple[str, ...] = ()
    control: tuple[str, ...] = ()
    purpose: tuple[str, ...] = ()
    product: tuple[str, ...] = ()
    donor: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    started_from: tuple[str, ...] = ()
    started_to: tuple[str, ...] = ()
    sponsor: tuple[str, ...] = ()
    intervention: tuple[str, ...] = ()
    text: str = ""
    fields: tuple[Field, ...] = field(default=REVIEW_FIELDS, compare=False, repr=False)

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
        """The same from the keys and texts of a query."""
        parsed, complaints = parse_fields(values, fields)
        by_name = {_name(key): codes for key, codes in parsed.items()}
        text = values.get(TEXT_KEY, "")
        if len(" ".join(text.split())) > MAX_TEXT_LENGTH:
            cut = f"The search text was cut to {MAX_TEXT_LENGTH} characters."
            complaints = (cut, *complaints)
        return cls(text=search_text(text), fields=fields, **by_name), complaints

    def to_values(self) -> dict[str, str]:
        """Key -> text of the canonical query; filters that are not set are left out."""
        # a page writes hundreds of links, and of thirteen fields few are set
        chosen = ((field, self.codes(field.key)) for field in self.fields)
        values = {field.key: field.serialise(codes) for field, codes in chosen if codes}
        return {**values, TEXT_KEY: self.text} if self.text else values

    def to_query(self) -> str:
        return write_query(self.to_values())

    def codes(self, key: str) -> tuple[str, ...]:
        """The chosen codes of one field."""
        codes: tuple[str, ...] = getattr(self, _name(key))
        return codes

    def field_of(self, key: str) -> Field:
        """The field of a key.

        Raises:
            KeyError: the dataset has no such filter.
        """
        return self._field_by_key[key]

    def has(self, key: str) -> bool:
        """Whether the dataset has a filter of this key."""
        return key in self._field_by_key

    @cached_property
    def _field_by_key(self) -> Mapping[str, Field]:
        """Made once: a list of links asks for the same field hundreds of times."""
        return {field.key: field for field in self.fields}

    def label(self, key: str) -> str:
        """What a filter is called, the text search included."""
        return "Text search" if key == TEXT_KEY else self.field_of(key).label

    def with_codes(self, key: str, codes: tuple[str, ...]) -> Self:
        return self._with(key, self.field_of(key).in_order(codes))

    def _with(self, key: str, value: str | tuple[str, ...]) -> Self:
        values: dict[str, Any] = {"text" if key == TEXT_KEY else _name(key): value}
        return replace(self, **values)

    def toggled(self, key: str, code: str) -> Self:
        """The code added to its field, or taken out where it is already chosen."""
        chosen = self.codes(key)
        if code in chosen:
            return self.with_codes(key, tuple(other for other in chosen if other != code))
        return self.with_codes(key, (*chosen, code))

    def with_text(self, text: str) -> Self:
        return self._with(TEXT_KEY, search_text(text))

    def without(self, key: str) -> Self:
        return self._with(key, "" if key == TEXT_KEY else ())

    def active(self) -> tuple[str, ...]:
        """The keys that filter, in the order of the filter bar."""
        keys = tuple(field.key for field in self.fields if self.codes(field.key))
        return (*keys, TEXT_KEY) if self.text else keys

    def describe(self) -> str:
        """The filters in English: caption, empty state, file name and slide footer alike."""
        parts = [
            f"{field.label.lower()}: {field.describe(self.codes(field.key))}"
            for field in self.fields
            if self.codes(field.key)
        ]
        if self.text:
            parts.append(f"text: “{shorten(self.text)}”")
        sentence = "; ".join(parts) or "all trials"
        return sentence[0].upper() + sentence[1:]
