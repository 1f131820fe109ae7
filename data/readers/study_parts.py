"""The parts of a study object beside its plain fields: arms, outcomes, terms, references."""

import re
from collections.abc import Iterator
from typing import Any

from data.readers.facts import (
    Arm,
    Document,
    Intervention,
    Mesh,
    OtherId,
    OutcomeMeasure,
    Reference,
)
from data.readers.json_node import Node
from data.readers.results_section import posted_rows

TEXTS = {
    "brief_summary": "descriptionModule.briefSummary",
    "detailed_description": "descriptionModule.detailedDescription",
    "eligibility_criteria": "eligibilityModule.eligibilityCriteria",
    "study_population": "eligibilityModule.studyPopulation",
    "masking_description": "designModule.designInfo.maskingInfo.maskingDescription",
    "model_description": "designModule.designInfo.interventionModelDescription",
}
"""Column of ``trial_texts`` -> its path in the protocol section."""
OUTCOMES = {
    "primaryOutcomes": "PRIMARY",
    "secondaryOutcomes": "SECONDARY",
    "otherOutcomes": "OTHER",
}
MESH = {"conditionBrowseModule": "CONDITION", "interventionBrowseModule": "INTERVENTION"}
LEVELS = {"meshes": "TERM", "ancestors": "ANCESTOR"}
DOCUMENTS = "https://cdn.clinicaltrials.gov/large-docs"
"""The site's folder of posted documents: /<last two digits of the number>/<number>/<file>."""
FILE_NAME = re.compile(r"[A-Za-z0-9_.-]{1,100}")
WEB_ADDRESS = re.compile(r"https?://[^\s<>\"']{1,2000}", re.IGNORECASE)
PMID = re.compile(r"[0-9]{1,9}")


def record_parts(study: Node, nct_id: str) -> dict[str, Any]:
    """The fields of ``StudyFacts`` that are lists of parts, and the long texts."""
    protocol, derived = study.child("protocolSection"), study.child("derivedSection")
    groups = protocol.child("armsInterventionsModule")
    identity = protocol.child("identificationModule")
    return {
        "texts": {
            name: text
            for name, path in TEXTS.items()
            if (text := protocol.at(*path.split(".")).text()).strip()
        },
        "interventions": tuple(
            _intervention(each) for each in groups.child("interventions").items()
        ),
        "arms": tuple(_arm(each) for each in groups.child("armGroups").items()),
        "outcomes": tuple(_outcomes(protocol.child("outcomesModule"))),
        "ids": tuple(_ids(identity)),
        "mesh": tuple(_mesh(derived)),
        "keywords": protocol.at("conditionsModule", "keywords").texts(),
        "references": tuple(_references(protocol.child("referencesModule"))),
        "documents": tuple(_documents(study, nct_id)),
        "results": posted_rows(study),
    }


def web_address(text: str) -> str:
    """The address, where the text is one of a web page; else nothing. Its scheme is lower case."""
    text = text.strip()
    scheme, colon, rest = text.partition(":")
    return f"{scheme.lower()}{colon}{rest}" if WEB_ADDRESS.fullmatch(text) else ""


def pmid_of(text: str) -> str:
    """The number of an entry in PubMed; empty where the text is none."""
    text = text.strip()
    return text if PMID.fullmatch(text) else ""


def _intervention(node: Node) -> Intervention:
    return Intervention(
        node.child("name").text(),
        node.child("type").text(),
        node.child("description").text(),
        node.child("otherNames").texts(),
        node.child("armGroupLabels").texts(),
    )


def _arm(node: Node) -> Arm:
    return Arm(
        node.child("label").text(),
        node.child("type").text(),
        node.child("description").text(),
        node.child("interventionNames").texts(),
    )


def _outcomes(module: Node) -> Iterator[OutcomeMeasure]:
    for key, kind in OUTCOMES.items():
        for each in module.child(key).items():
            yield OutcomeMeasure(
                each.child("measure").text(),
                kind,
                each.child("timeFrame").text(),
                each.child("description").text(),
            )


def _ids(identity: Node) -> Iterator[OtherId]:
    own = identity.child("orgStudyIdInfo")
    if (text := own.child("id").text()).strip():
        yield OtherId(text, "SPONSOR", own.child("type").text())
    for each in identity.child("secondaryIdInfos").items():
        if (text := each.child("id").text()).strip():
            kind, domain = each.child("type").text(), each.child("domain").text()
            yield OtherId(text, "SECONDARY", kind, domain)
    yield from (OtherId(text, "FORMER") for text in identity.child("nctIdAliases").texts())


def _mesh(derived: Node) -> Iterator[Mesh]:
    for module, of in MESH.items():
        for key, level in LEVELS.items():
            for each in derived.at(module, key).items():
                if (term := each.child("term").text()).strip():
                    yield Mesh(of, level, term, each.child("id").text())


def _references(module: Node) -> Iterator[Reference]:
    for each in module.child("references").items():
        yield Reference(
            each.child("citation").text(),
            each.child("type").text(),
            pmid_of(each.child("pmid").text()),
        )
    for each in module.child("seeAlsoLinks").items():
        url = each.child("url").text()
        yield Reference(each.child("label").text() or url, "LINK", url=web_address(url))


def _documents(study: Node, nct_id: str) -> Iterator[Document]:
    """Documents posted with the record, then those kept elsewhere."""
    for each in study.at("documentSection", "largeDocumentModule", "largeDocs").items():
        file = each.child("filename").text()
        url = f"{DOCUMENTS}/{nct_id[-2:]}/{nct_id}/{file}" if FILE_NAME.fullmatch(file) else ""
        yield Document(each.child("label").text() or file, url, each.child("date").text())
    for each in study.at("protocolSection", "referencesModule", "availIpds").items():
        url = each.child("url").text()
        yield Document(each.child("type").text() or url, web_address(url))
