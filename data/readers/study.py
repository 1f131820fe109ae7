"""One study object of the ClinicalTrials.gov API v2 -> its facts. Pure; errors name the path.

Only the id must be there; every other key or whole module may be absent, and ``null`` counts
as absent. A value of another type than the API's makes the study unreadable. Contacts, their
telephone numbers and addresses are never read, nor are countries removed from a study.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from data.model import vocabulary as v
from data.model.schema import NCT_ID
from data.readers.facts import Intervention, Site, StudyError, StudyFacts
from data.readers.trial_columns import NOWHERE, TRIAL_COLUMNS, PlainColumn

LIMITS = {"lat": 90.0, "lon": 180.0}


def text_of(value: str) -> str:
    """The text without half characters: JSON may hold a surrogate alone, UTF-8 may not."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return value


@dataclass(frozen=True)
class Node:
    """A value of a record and the path to it."""

    value: Any
    path: str

    def child(self, key: str) -> "Node":
        """The value under a key; absent where the object is absent."""
        path = f"{self.path}.{key}" if self.path else key
        if self.value is None:
            return Node(None, path)
        if not isinstance(self.value, Mapping):
            raise StudyError(self.path or "study", f"an object is needed, not {self._kind}")
        return Node(self.value.get(key), path)

    def at(self, *keys: str) -> "Node":
        """The value under a path; absent where an object on the way is absent."""
        value = self.value
        for key in keys:
            if value is None:
                break
            if not isinstance(value, dict):
                return self._step_by_step(keys)
            value = value.get(key)
        return Node(value, ".".join((self.path, *keys) if self.path else keys))

    def _step_by_step(self, keys: Sequence[str]) -> "Node":
        node = self
        for key in keys:
            node = node.child(key)
        return node

    def items(self) -> Iterator["Node"]:
        """The values of a list; none where it is absent."""
        if self.value is None:
            return
        if not isinstance(self.value, list):
            raise StudyError(self.path, f"a list is needed, not {self._kind}")
        for number, value in enumerate(self.value):
            yield Node(value, f"{self.path}[{number}]")

    def text(self) -> str:
        if self.value is None:
            return ""
        if not isinstance(self.value, str):
            raise StudyError(self.path, f"a text is needed, not {self._kind}")
        return text_of(self.value)

    def texts(self) -> tuple[str, ...]:
        return tuple(text for item in self.items() if (text := item.text()).strip())

    def integer(self) -> int | None:
        if self.value is None:
            return None
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            raise StudyError(self.path, f"a whole number is needed, not {self._kind}")
        return self.value

    def number(self) -> float | None:
        if self.value is None:
            return None
        if not isinstance(self.value, int | float | Decimal) or isinstance(self.value, bool):
            raise StudyError(self.path, f"a number is needed, not {self._kind}")
        limit = LIMITS[self.path.rsplit(".", 1)[-1]]
        if not -limit <= self.value <= limit:
            raise StudyError(self.path, f"{self.value} is not from {-limit:g} to {limit:g}")
        return float(self.value)

    def yes_no(self) -> str:
        if self.value is None:
            return ""
        if not isinstance(self.value, bool):
            raise StudyError(self.path, f"true or false is needed, not {self._kind}")
        return "YES" if self.value else "NO"

    @property
    def _kind(self) -> str:
        kinds = {dict: "an object", list: "a list", str: "a text", bool: "true or false"}
        return kinds.get(type(self.value), "a number")


def _reading(column: PlainColumn) -> Callable[[Node], str]:
    return Node.yes_no if column.vocabulary is v.YES_NO else Node.text


PLAIN = tuple(
    (column.name, column.json.split("."), _reading(column))
    for column in TRIAL_COLUMNS
    if column.json != NOWHERE
)
"""(column, path, how the value there is read)"""


def nct_id_of(study: Any) -> str:
    """The id of a study object, however broken the rest is; empty where there is none."""
    try:
        text = Node(study, "").at("protocolSection", "identificationModule", "nctId").text()
    except StudyError:
        return ""
    return text if re.fullmatch(NCT_ID, text, re.ASCII) else ""


def version_of(study: Any) -> str:
    """The date of the registry's data of which the record is a copy, YYYY-MM-DD; or empty."""
    try:
        text = Node(study, "").at("derivedSection", "miscInfoModule", "versionHolder").text()
    except StudyError:
        return ""
    return text if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII) else ""


def facts_of(study: Any) -> StudyFacts:
    """The facts of one study object.

    Raises:
        StudyError: with the path inside the object, and the study's id if it has one.
    """
    try:
        return _facts(Node(study, ""))
    except StudyError as error:
        raise StudyError(error.path, error.reason, nct_id_of(study)) from None


def _facts(study: Node) -> StudyFacts:
    nct_id = _nct_id(study.at("protocolSection", "identificationModule", "nctId"))
    plain = {name: text for name, keys, read in PLAIN if (text := read(study.at(*keys)))}
    protocol = study.child("protocolSection")
    sponsors = protocol.child("sponsorCollaboratorsModule")
    design = protocol.child("designModule")
    arms = protocol.child("armsInterventionsModule")
    return StudyFacts(
        nct_id=nct_id,
        plain=plain,
        phases=design.child("phases").texts(),
        who_masked=design.at("designInfo", "maskingInfo", "whoMasked").texts(),
        enrollment=design.at("enrollmentInfo", "count").integer(),
        collaborators=tuple(
            name
            for each in sponsors.child("collaborators").items()
            if (name := each.child("name").text()).strip()
        ),
        conditions=protocol.at("conditionsModule", "conditions").texts(),
        interventions=tuple(_intervention(each) for each in arms.child("interventions").items()),
        sites=tuple(
            _site(each) for each in protocol.at("contactsLocationsModule", "locations").items()
        ),
    )


def _nct_id(node: Node) -> str:
    text = node.text()
    if not re.fullmatch(NCT_ID, text, re.ASCII):
        reason = "the registry number is missing" if not text else f"{text!r} is no registry number"
        raise StudyError(node.path, reason)
    return text


def _intervention(node: Node) -> Intervention:
    return Intervention(node.child("name").text(), node.child("type").text())


def _site(node: Node) -> Site:
    point = node.child("geoPoint")
    lat, lon = point.child("lat").number(), point.child("lon").number()
    if (lat is None) != (lon is None):
        raise StudyError(point.path, "lat and lon must both be given or both be absent")
    return Site(
        node.child("facility").text(),
        node.child("city").text(),
        node.child("country").text(),
        lat,
        lon,
    )
