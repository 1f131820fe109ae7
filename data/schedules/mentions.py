"""Mentions that are agents of an arm: short forms learned from its words, others left out."""

import re
from collections.abc import Sequence
from dataclasses import replace

from data.schedules.agents import (
    PARTS,
    PLAIN_CELLS,
    SORTS,
    Entry,
    Lexicon,
    Mention,
    listed_agents,
    mentions,
    with_entries,
)
from data.schedules.plain_text import PlainText, plain_text
from data.schedules.readings import DOSE, ROUTE, Reading

ALONE_IN_BRACKETS = re.compile(r"\(\s?$")
IN_ONE_PRODUCT = re.compile(r"\bco-?formulat\w+\s(?:of|with)\b[^.;]{0,60}$", re.IGNORECASE)
APPOSITION = re.compile(
    r"\)?,?\s(?:which\sis\s)?an?\s(?:(?!of\b|dose|single)[\w-]+[\s-]){0,3}", re.IGNORECASE
)
"""Between an agent and what it is: "ABC-123, an engineered anti-PD-L1 antibody"."""
PLACEBO_FOR = re.compile(
    r"\bplacebo\s(?:for|of|to\smatch|match(?:ing|ed)(?:\s(?:to|with|for))?)\s(?:[\w-]+\s)?$",
    re.IGNORECASE,
)
PLACEBO_OF = re.compile(r"[\s-](?:match(?:ing|ed)\s)?placebo\b", re.IGNORECASE)
"""At the sides of an agent: it is what a placebo looks like."""
SHORT_FORM = re.compile(r"\s?(?:®\s?)?\((?:\")?([A-Z][A-Za-z0-9-]{1,9})(?:\")?\)")
ACRONYM = re.compile(r"(?<![\w/-])([A-Z][A-Za-z]*-?(?:[A-Z0-9][A-Za-z0-9]*){1,4})\s?[:(]?\s?$")
CELLS_ALONE = re.compile(
    r"(?<![\w+/-])(?:the\s|these\s)?cells?\s(?:(?:will\sbe|are|is|were)\s)?(?:re-?)?"
    r"(?:infus|administ|inject|transfus)\w*|"
    r"\b(?:infusion|injection|administration|transfusion)s?\sof\s(?:the\s)?cells\b",
    re.IGNORECASE,
)
BEFORE_CELLS = re.compile(
    r"(?:^|[.,;:()\n+-]|\b(?:the|and|then|by|of|after|before|to|with|for|following|during|study|autologous|modified|transduced|"
    r"engineered|day|patients|subjects|participants|receive|prior))\s*$",
    re.IGNORECASE,
)
"""Before "cells": no word that says which, "stem cell infusion"."""
SORT_OF_CELLS = re.compile(
    r"(?P<car>car(?=\b|t|\d|-|nk)|leucel)|(?P<nk>nk|natural-killer)|(?P<til>\btils?\b|infiltrating)|"
    r"(?P<treg>treg)|(?P<dendritic>dendritic|\bdc\b)|(?P<stem>stem|stromal|mesenchymal|\bmsc)"
)
"""Sorts of cells in slugs: those of one sort may be one product, those of two are not."""
NO_ACRONYM = re.compile(
    r"(?:IV|PO|SC|SQ|IM|IP|IT|CIV|IVPB|ID|BID|TID|QID|QD|Q\d+[A-Z]?|MTD\w*|CR[ip]?|MRD|ANC|RP2D|MAD|SAD|OR|AND|CR?T|CR|"
    r"RT|XRT|EBRT|IMRT|SBRT|PTV|CTV|GTV|DL-?\d*|D\d+|C\d+|DLT|PD|SD|PR|AUC|BSA|BW|LEVEL|DOSE|ARM|"
    r"PART|COHORT|GROUP|PHASE|STEP|DAYS?|WEEKS?|CYCLES?|MAX|MIN|TOTAL|T\d|H\d|M\d|II?I?|I?V|VI+|"
    r"[IVX]+[AB]?|[A-Z]\d?)",
    re.IGNORECASE,
)
"""Capitals before a dose that are no drug's."""


def agents_named(
    text: PlainText,
    found: Sequence[Reading],
    given: Lexicon,
    own: Sequence[str],
    cells: tuple[str, ...],
) -> tuple[Mention, ...]:
    """The mentions of a text that are agents given here.

    Args:
        own: the agents that the text is about; their parts, named beside them, are their strength.
        cells: the arm's one product of cells, which words for cells, or a sort, then mean.
    """
    plain = text.plain
    doses = [one.start for one in found if one.kind == DOSE]
    parts = frozenset().union(*(PARTS.get(agent, ()) for agent in own))
    kept: list[Mention] = []
    named = _with_plain_cells(_with_acronyms(mentions(plain, given), plain, found), plain)
    for one in named:
        before = plain[max(one.start - 120, 0) : one.start]
        alias = one.own_name and ALONE_IN_BRACKETS.search(before) and plain[one.end :][:1] == ")"
        has_dose = any(0 <= place - one.end <= 3 for place in doses)
        if alias or (one.before_dose and not has_dose) or IN_ONE_PRODUCT.search(before):
            continue
        if kept and APPOSITION.fullmatch(plain, kept[-1].end, one.start):
            continue
        if PLACEBO_FOR.search(before[-50:]) or PLACEBO_OF.match(plain, one.end):
            continue
        if set(one.agents) <= parts:
            continue
        means_product = cells and _is_of_cells(one) and _may_be(one.agents, cells)
        kept.append(replace(one, agents=cells) if means_product else one)
    return tuple(kept)


def _is_of_cells(mention: Mention) -> bool:
    """Says whether a mention names cells by their sort or target and not as a product."""
    name = mention.agents[0]
    own = mention.own_name and ("cell" in name or "car" in name)
    return own or set(mention.agents) <= SORTS | {PLAIN_CELLS}


def _may_be(agents: tuple[str, ...], cells: tuple[str, ...]) -> bool:
    """Says whether cells of no or the same sort are meant."""
    sorts = [
        {str(match.lastgroup) for each in names for match in SORT_OF_CELLS.finditer(each)}
        for names in (agents, cells)
    ]
    return not all(sorts) or bool(sorts[0] & sorts[1])


def _with_plain_cells(named: Sequence[Mention], plain: str) -> tuple[Mention, ...]:
    """The mentions and the cells that are only called so: "cells are infused on day 0"."""
    if "ell" not in plain:
        return tuple(named)
    more = [
        Mention(*match.span(), (PLAIN_CELLS,))
        for match in CELLS_ALONE.finditer(plain)
        if BEFORE_CELLS.search(plain[max(match.start() - 20, 0) : match.start()])
    ]
    free = [
        one
        for one in more
        if not any(each.start < one.end and one.start < each.end for each in named)
    ]
    return (
        tuple(sorted((*named, *free), key=lambda mention: mention.start)) if free else tuple(named)
    )


def _with_acronyms(
    named: Sequence[Mention], plain: str, found: Sequence[Reading]
) -> tuple[Mention, ...]:
    """The mentions and words in capitals that a dose or a route follows at once: "LV 30 mg/m2"."""
    more: dict[int, Mention] = {}
    for one in found:
        if one.kind not in (DOSE, ROUTE):
            continue
        match = ACRONYM.search(plain, max(one.start - 16, 0), one.start)
        if match is None or NO_ACRONYM.fullmatch(match[1]):
            continue
        start, end = match.span(1)
        if not any(each.start < end and start < each.end for each in (*named, *more.values())):
            more[start] = Mention(start, end, (match[1].lower(),), own_name=True)
    return tuple(sorted((*named, *more.values()), key=lambda mention: mention.start))


def with_short_forms(given: Lexicon, texts: Sequence[str]) -> Lexicon:
    """An arm's names and the short forms that its texts set in brackets: "dalotuzumab (Dmab)"."""
    entries = []
    for source in texts:
        plain = plain_text(source).plain
        found = (match[1] for match in SHORT_FORM.finditer(plain))
        if all(NO_ACRONYM.fullmatch(name) for name in found):
            continue
        for mention in mentions(plain, given):
            match = SHORT_FORM.match(plain, mention.end)
            if match is None or len(mention.agents) != 1 or NO_ACRONYM.fullmatch(match[1]):
                continue
            if match[1][0].lower() == plain[mention.start].lower() and not listed_agents(match[1]):
                entries.append(Entry.exactly(match[1], mention.agents))
    return with_entries(given, entries)
