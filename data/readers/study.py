"""One study object of the ClinicalTrials.gov API v2 -> its facts. Pure; errors name the path.

Only the id must be there; every other key or whole module may be absent, and ``null`` counts
as absent. A value of another kind than the API's is left open and told. Contacts, officials,
their telephone numbers and addresses are never read, nor are countries removed from a study.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from data.model import vocabulary as v
from data.model.schema import NCT_ID
from data.readers.facts import Site, StudyError, StudyFacts
from data.readers.json_node import Node, kind_of, told_once
from data.readers.study_parts import record_parts
from data.readers.trial_columns import NOWHERE, TRIAL_COLUMNS, PlainColumn


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
    text = Node(study, "").at("protocolSection", "identificationModule", "nctId").text()
    return text if re.fullmatch(NCT_ID, text, re.ASCII) else ""


def version_of(study: Any) -> str:
    """The date of the registry's data of which the record is a copy, YYYY-MM-DD; or empty."""
    text = Node(study, "").at("derivedSection", "miscInfoModule", "versionHolder").text()
    return text if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII) else ""


def facts_of(study: Any) -> StudyFacts:
    """The facts of one study object.

    Raises:
        StudyError: it is no object, or its registry number is missing or none.
    """
    if not isinstance(study, Mapping):
        raise StudyError("study", f"an object is needed, not {kind_of(study)}")
    root = Node(study, "")
    nct_id = _nct_id(root.at("protocolSection", "identificationModule", "nctId"))
    plain = {name: text for name, keys, read in PLAIN if (text := read(root.at(*keys)))}
    protocol = root.child("protocolSection")
    sponsors = protocol.child("sponsorCollaboratorsModule")
    design = protocol.child("designModule")
    facts = StudyFacts(
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
        sites=tuple(
            _site(each) for each in protocol.at("contactsLocationsModule", "locations").items()
        ),
        age_groups=protocol.at("eligibilityModule", "stdAges").texts(),
        **record_parts(root, nct_id),
    )
    return replace(facts, misfits=told_once(root.misfits))


def _nct_id(node: Node) -> str:
    text = node.value if isinstance(node.value, str) else ""
    if not re.fullmatch(NCT_ID, text, re.ASCII):
        reason = "the registry number is missing" if not text else f"{text!r} is no registry number"
        raise StudyError(node.path, reason)
    return text


def _site(node: Node) -> Site:
    point = node.child("geoPoint")
    lat, lon = point.child("lat").degrees(), point.child("lon").degrees()
    if (lat is None) != (lon is None):
        point.tell("lat and lon must both be given or both be absent")
    return Site(
        node.child("facility").text(),
        node.child("city").text(),
        node.child("country").text(),
        # half a point is none
        lat if lon is not None else None,
        lon if lat is not None else None,
        node.child("state").text(),
        node.child("status").text(),
    )
