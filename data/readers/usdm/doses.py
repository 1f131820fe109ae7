"""Doses of a study as its file states them; no arm is joined to one, as no file links them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isfinite

from data.model.schema import RawRows
from data.readers.json_node import Node
from data.readers.usdm.plain_texts import decode_of, description_of, name_of, text_at
from data.readers.usdm.versions import administrations_of

NOT_STATED = "not stated"
SYMBOLS = {
    "milligram": "mg",
    "gram": "g",
    "microgram": "µg",
    "nanogram": "ng",
    "kilogram": "kg",
    "milliliter": "mL",
    "liter": "L",
    "microliter": "µL",
    "international unit": "IU",
    "milligram per kilogram": "mg/kg",
    "microgram per kilogram": "µg/kg",
    "milligram per square meter": "mg/m²",
    "percentage": "%",
}
"""CDISC's words for a unit -> its symbol; other units stand in the file's words."""
TIMES = ("year", "month", "week", "day", "hour", "minute", "second")
MOST_BITS, LONGEST_NUMBER = 64, 20
ROUTE_ENDING = " route of administration"


@dataclass(frozen=True)
class Dose:
    """One administration of a treatment, or a treatment for which the file states none."""

    intervention: Node
    administration: Node | None

    def at(self, *keys: str) -> Node:
        return (self.administration or Node(None, self.intervention.path)).at(*keys)

    @property
    def path(self) -> str:
        return (self.administration or self.intervention).path

    @property
    def amount(self) -> str:
        return quantity_of(self.at("dose"))

    @property
    def route(self) -> str:
        words = decode_of(self.at("route"))
        ends = words.lower().endswith(ROUTE_ENDING)
        return words[: -len(ROUTE_ENDING)] if ends else words

    @property
    def frequency(self) -> str:
        return decode_of(self.at("frequency"))

    @property
    def duration(self) -> str:
        """``24 weeks``, or the file's own words; that it varies is said."""
        length = self.at("duration")
        words = quantity_of(length.at("quantity")) or text_at(length, "text")
        words = words or text_at(length, "description")
        if length.at("durationWillVary").value is True:
            why = text_at(length, "reasonDurationWillVary")
            varies = f"varies ({why})" if why else "varies"
            words = f"{words}, {varies}" if words else varies
        return words

    @property
    def words(self) -> str:
        """The administration in the file's words."""
        if self.administration is None:
            return ""
        said = text_at(self.administration, "label"), description_of(self.administration)
        return next(filter(None, said), "") or name_of(self.administration)


def doses_of(interventions: Iterable[Node]) -> tuple[Dose, ...]:
    """The doses of treatments in the file's order."""
    return tuple(
        Dose(intervention, administration)
        for intervention in interventions
        for administration in administrations_of(intervention) or (None,)
    )


def quantity_of(node: Node) -> str:
    """``54 mg``, ``24 weeks``, ``1 to 3 mg``; empty where there is no number."""
    number, unit = number_of(node), decode_of(node.at("unit"))
    if not unit and isinstance(node.at("minValue").value, dict):
        unit = decode_of(node.at("minValue", "unit"))
    if not number or not unit:
        return number
    words = unit[0].lower() + unit[1:]
    ending = "s" if words in TIMES and number != "1" else ""
    return f"{number} {SYMBOLS.get(unit.lower(), words)}{ending}"


def number_of(node: Node) -> str:
    """The number of a quantity, or both of a range; empty where there is none."""
    value = _written(node.at("value").value)
    if value:
        return value
    ends = [node.at(key) for key in ("minValue", "maxValue")]
    # 3.x has numbers where 4.x has quantities
    written = [
        _written(end.at("value").value if isinstance(end.value, dict) else end.value)
        for end in ends
    ]
    return " to ".join(dict.fromkeys(filter(None, written)))


def _written(value: object) -> str:
    """A number as one writes it; a text that stands for one as it is."""
    if isinstance(value, bool):
        return ""
    if isinstance(value, int):
        return str(value) if value.bit_length() <= MOST_BITS else ""
    if isinstance(value, float):
        return f"{value:.10g}" if isfinite(value) else ""
    return value.strip() if isinstance(value, str) and len(value) <= LONGEST_NUMBER else ""


def dose_rows(regimen: str, doses: Sequence[Dose], source: str) -> RawRows:
    """Rows of ``study_doses``."""
    return [
        {
            "regimen": regimen,
            "position": str(position),
            "intervention": name_of(dose.intervention),
            "intervention_role": decode_of(dose.intervention.at("role")),
            "intervention_type": decode_of(dose.intervention.at("type")),
            "administration": dose.words,
            "dose": dose.amount,
            "route": dose.route,
            "frequency": dose.frequency,
            "duration": dose.duration,
            "source": source,
            "locator": dose.path,
        }
        for position, dose in enumerate(doses, start=1)
    ]
