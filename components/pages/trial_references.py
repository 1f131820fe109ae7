"""Terms, other numbers, documents and references of a trial's record."""

from collections.abc import Sequence

from components.elements.markup import Markup, Piece, piece
from components.elements.registry_text import long_list, outside, own_words
from components.pages.record_part import RecordPart
from data.model import vocabulary as v
from data.queries import one_record
from data.queries.one_record import Cells, TrialRecord, cells_of

PUBMED = "https://pubmed.ncbi.nlm.nih.gov/"
REFERENCES_STANDING = 8
TERMS_STANDING = 12
BROADER_STANDING = 3
"""MeSH terms above those of the record that stand open: they tell less, the higher they stand."""


def terms_part(record: TrialRecord) -> RecordPart | None:
    """Conditions and keywords as printed, and the MeSH terms that the registry gave."""
    frames = [record.rows(name) for name in ("trial_conditions", "trial_keywords", "trial_mesh")]
    body = [
        *_terms("Conditions", _conditions(record)),
        *_terms("Keywords", list(frames[1]["keyword"])),
    ]
    for mesh in one_record.mesh_terms(record):
        of = f"{mesh.of}s".lower()
        body += _terms(f"MeSH terms of {of}", mesh.terms)
        body += _terms(f"Above the MeSH terms of {of}", mesh.above, BROADER_STANDING)
    return (
        RecordPart("record-terms", "Conditions and terms", body, frames, classes="")
        if body
        else None
    )


def _conditions(record: TrialRecord) -> list[str]:
    """The conditions as printed, with their group where people sorted them."""
    rows = record.rows("trial_conditions")
    printed = rows["condition_printed"].tolist()
    if not record.store.is_curated("condition_group"):
        return printed
    groups = rows["condition_group"].astype("str").map(v.REGISTRY_CONDITION_GROUP.labels)
    return [f"{text} ({group.lower()})" for text, group in zip(printed, groups, strict=True)]


def _terms(title: str, terms: Sequence[str], standing: int = TERMS_STANDING) -> list[Markup]:
    """Terms under their title; nothing where there are none."""
    items = [own_words("li", term) for term in terms]
    return (
        [piece("h3", title), *long_list(title.lower(), items, standing, "terms")] if items else []
    )


def numbers_part(record: TrialRecord) -> RecordPart | None:
    """Other numbers of the trial: of its sponsor, of other registers, earlier ones."""
    rows = record.rows("trial_ids")
    if rows.empty:
        return None
    items = [
        piece(
            "li",
            own_words("strong", row["trial_id"]),
            piece("span", f" {v.TRIAL_ID_KIND.labels[row['id_kind']]}", className="muted"),
            own_words("span", f" {said}", className="muted") if said else None,
        )
        for row in cells_of(rows)
        for said in (_with_brackets(row["id_type"], row["domain"]),)
    ]
    body = long_list("the other numbers", items, TERMS_STANDING, "bare")
    return RecordPart("record-numbers", "Other numbers", body, [rows], classes="")


def _with_brackets(*parts: str) -> str:
    words = ", ".join(part for part in parts if part)
    return f"({words})" if words else ""


def documents_part(record: TrialRecord) -> RecordPart | None:
    """Protocol, analysis plan and consent form, where they are posted."""
    rows = record.rows("trial_documents")
    if rows.empty:
        return None
    items = [
        piece(
            "li",
            outside(row["label"] or row["url"] or "Document without a name", row["url"]),
            piece("span", f" {row['date']}", className="muted") if row["date"] else None,
        )
        for row in cells_of(rows)
    ]
    body = long_list("the documents", items, TERMS_STANDING, "bare")
    return RecordPart("record-documents", "Documents", body, [rows], classes="")


def references_part(record: TrialRecord) -> RecordPart | None:
    """Publications by kind with their entries in PubMed, and links to other pages."""
    kinds = one_record.references(record)
    if not kinds:
        return None
    body: list[Markup] = []
    for kind, rows in kinds:
        title = {"Link": "See also", "Not stated": "Kind not stated"}.get(kind, kind)
        items = [_reference(row) for row in cells_of(rows)]
        body += [
            piece("h3", f"{title} ({len(rows):,})"),
            *long_list(
                f"the references: {title.lower()}", items, REFERENCES_STANDING, "references"
            ),
        ]
    frames = [rows for _, rows in kinds]
    return RecordPart("record-references", "References and links", body, frames)


def _reference(cells: Cells) -> Piece:
    citation, url, pmid = cells["citation"], cells["url"], cells["pmid"]
    own = [outside(citation or url, url) if url else own_words("span", citation or "No citation")]
    printed = cells["reference_kind_printed"] if cells["reference_kind"] == v.UNLISTED else ""
    return piece(
        "li",
        *own,
        " " if pmid else None,
        outside(f"PubMed {pmid}", f"{PUBMED}{pmid}/") if pmid else None,
        own_words("span", f" ({printed})", className="muted") if printed else None,
    )
