"""Versions of USDM: those that are read, and where 3.x keeps things that 4.x keeps elsewhere."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from data.readers.formats import UnusableInputError
from data.readers.import_report import printable
from data.readers.json_node import Node
from data.readers.usdm.plain_texts import cited, decode_of, id_of, text_at

FORM = re.compile(r"(\d{1,3})\.\d{1,3}(\.\d{1,3})?", re.ASCII)
READ = (3, 4)
EXPORT = "export the protocol as USDM 4.0 JSON, and import that file"


def read_version(name: str, root: Node) -> str:
    """The version that a document names.

    name: of the file.

    Raises:
        UnusableInputError: it names none, or one that is not read.
    """
    stated = root.at("usdmVersion").value
    if not isinstance(stated, str) or not stated.strip():
        raise UnusableInputError(
            f"{name} seems to be a study protocol (USDM), but its usdmVersion names no version; "
            f"{EXPORT}."
        )
    version = stated.strip()
    found = FORM.fullmatch(version)
    major = int(found[1]) if found else 0
    if major in READ:
        return version
    shown = printable(version, 40)
    if 0 < major < min(READ):
        raise UnusableInputError(
            f"{name} is a study protocol in USDM {shown}; 2.x and earlier keep their parts "
            f"elsewhere and are not read: {EXPORT}."
        )
    raise UnusableInputError(
        f"{name} says in usdmVersion that it is USDM “{shown}”, a version that is not known here; "
        f"3.x and 4.x are read: {EXPORT}."
    )


@dataclass(frozen=True)
class StudyVersion:
    """One version of a study, and where its parts stand.

    Attributes:
        usdm: the version of USDM.
        study: the whole study.
        node: its version that is read.
    """

    usdm: str
    study: Node
    node: Node

    @property
    def is_early(self) -> bool:
        """Says whether it is written in 3.x."""
        return self.usdm.startswith("3.")

    def designs(self) -> tuple[Node, ...]:
        return tuple(self.node.at("studyDesigns").items())

    def documents(self) -> tuple[Node, ...]:
        """The documents of the protocol; 3.x has one alone."""
        found = self.study.at("documentedBy")
        if self.is_early:
            return (found,) if isinstance(found.value, Mapping) else ()
        return tuple(found.items())

    def identifiers(self) -> tuple[tuple[str, str, Node], ...]:
        """Each number of the study, the kind of who gave it, and its place."""
        rows = self.node.at("studyIdentifiers").items()
        if self.is_early:
            return tuple(
                (text, decode_of(row.at("studyIdentifierScope", "organizationType")), row)
                for row in rows
                if (text := text_at(row, "studyIdentifier"))
            )
        givers = {
            id_of(each): decode_of(each.at("type"))
            for each in self.node.at("organizations").items()
        }
        return tuple(
            (text, givers.get(cited(row, "scopeId"), ""), row)
            for row in rows
            if (text := text_at(row, "text"))
        )

    def study_type(self, design: Node) -> str:
        return decode_of((self.node if self.is_early else design).at("studyType"))

    def phase(self, design: Node) -> str:
        return decode_of((self.node if self.is_early else design).at("studyPhase"))

    def model(self, design: Node) -> str:
        return decode_of(design.at("interventionModel" if self.is_early else "model"))

    def interventions(self, design: Node) -> tuple[Node, ...]:
        """The treatments of a design; 4.x lists those of the study and says which it has."""
        if self.is_early:
            return tuple(design.at("studyInterventions").items())
        every = tuple(self.node.at("studyInterventions").items())
        own = set(design.at("studyInterventionIds").texts())
        return tuple(each for each in every if not own or id_of(each) in own)

    def conditions(self, design: Node) -> Iterable[Node]:
        """The conditions under which single activities are done."""
        return (design if self.is_early else self.node).at("conditions").items()


def administrations_of(intervention: Node) -> tuple[Node, ...]:
    """The doses of a treatment; some files of 3.x call them ``agentAdministrations``."""
    found = tuple(intervention.at("administrations").items())
    return found or tuple(intervention.at("agentAdministrations").items())
