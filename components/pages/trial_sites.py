"""The sites of a trial's record by country: a few stand open, many fold."""

from components.elements.markup import Piece, piece
from components.elements.registry_text import own_words, unknown
from components.pages.record_part import RecordPart, counted
from data.link.trial_fields import NOT_IN_FILE, NOT_STATED
from data.queries import one_record
from data.queries.one_record import TrialRecord

FEW_SITES = 8


def sites_part(record: TrialRecord) -> RecordPart | None:
    """Sites by country: a few stand open, many fold."""
    countries = one_record.sites(record)
    if not countries:
        return None
    number = sum(len(each.sites) for each in countries)
    few = number <= FEW_SITES
    lines = [_open_country(each) if few else _folded_country(each) for each in countries]
    named = [each for each in countries if each.country != one_record.NO_COUNTRY]
    amount = counted(number, "site", "sites")
    if len(named) > 1:
        amount += f" in {len(named)} countries"
    stated = any(each.statuses for each in countries)
    absent = record.store.not_in_file("trial_organisations", "site_status")
    gap = NOT_IN_FILE if absent else NOT_STATED
    status = None if stated else piece("p", "Whether each site recruits: ", unknown(gap))
    rows = record.rows("trial_organisations")
    return RecordPart(
        "record-sites",
        "Sites",
        [part for part in (*lines, status) if part is not None],
        [rows[rows["role"] == one_record.SITE]],
        amount,
    )


def _open_country(found: one_record.SitesOfCountry) -> Piece:
    return piece(
        "div",
        piece("h3", found.country),
        piece("ul", *map(_site, found.sites), className="site-list"),
        className="site-country",
    )


def _folded_country(found: one_record.SitesOfCountry) -> Piece:
    statuses = ", ".join(
        f"{number:,} {status.lower()}" for status, number in found.statuses.items()
    )
    return piece(
        "details",
        piece(
            "summary",
            piece("strong", found.country),
            f" {counted(len(found.sites), 'site', 'sites')}",
            own_words("span", f" · {statuses}", className="muted") if statuses else None,
        ),
        piece("ul", *map(_site, found.sites), className="site-list"),
        className="fold site-country",
    )


def _site(site: one_record.SiteLine) -> Piece:
    name = site.name or ("" if site.place else "Site not named")
    return piece(
        "li",
        own_words("span", name, className="site-name") if name else None,
        own_words("span", site.place, className="site-place") if site.place else None,
        own_words("span", site.status, className="site-status") if site.status else None,
        own_words("span", site.remark, className="muted") if site.remark else None,
    )
