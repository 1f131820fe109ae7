"""Records with arms, and frames of links: small ones of our own for tests of the arm matrix."""

import pandas as pd

from data.datasets.catalogue import load_dataset
from data.queries.arm_matrix import COLUMNS, LINKED, LINKS
from data.store import TrialStore
from tests.data.readers.samples import imported, study, write


def arm(label, *names, kind="EXPERIMENTAL"):
    """An arm with the interventions that it names, ``Drug: A``."""
    own = {"label": label, "type": kind, "interventionNames": list(names)}
    return {name: value for name, value in own.items() if value}


def given(name, *arms, kind="DRUG", **more):
    """An intervention with the labels of the arms that it names."""
    own = {"name": name, "type": kind, "armGroupLabels": list(arms), **more}
    return {key: value for key, value in own.items() if value}


def record(nct_id, arms=(), interventions=(), mesh=(), **modules):
    """A study with these arms, interventions and MeSH terms of interventions."""
    groups = {"armGroups": list(arms), "interventions": list(interventions)}
    terms = [{"id": "D000001", "term": term} for term in mesh]
    own = study(
        nct_id,
        armsInterventionsModule={name: each for name, each in groups.items() if each},
        descriptionModule={"briefSummary": "A summary"},
        eligibilityModule={"sex": "ALL"},
        **modules,
    )
    own["derivedSection"] = {
        "miscInfoModule": {"versionHolder": "2025-01-02"},
        "interventionBrowseModule": {"meshes": terms},
    }
    return own


def store_of(root, content, name="records.json") -> TrialStore:
    """The dataset of a file with these contents."""
    imported(root, write(root / name, content))
    return load_dataset(root, "trial")


def link(letter, name, row, agent_class="DRUG", nct_id="NCT00000001", **more):
    """A row of the frame; ``A`` to ``Z`` are arms in their order."""
    code = more.get("link", LINKED)
    own = {
        "nct_id": nct_id,
        "title": f"Title of {nct_id}",
        "arm_position": ord(letter) - ord("A") + 1 if letter else pd.NA,
        "arm_name": letter,
        "arm_type_label": "Experimental" if letter else "",
        "row": row,
        "intervention_position": row,
        "intervention": name,
        "type_label": "Drug",
        "agent_class": agent_class,
        "class_label": f"Class {agent_class.lower()}",
        "class_basis": "Known by rule",
        "link_label": LINKS[code],
        "source": "import-x",
        "locator": f"file, {letter} {name}",
    }
    return {**dict.fromkeys(COLUMNS, ""), **own, "link": code, **more}


def frame_of(*rows) -> pd.DataFrame:
    numbers = dict.fromkeys(("arm_position", "row", "intervention_position"), "Int64")
    return pd.DataFrame(list(rows), columns=list(COLUMNS)).astype(numbers)
