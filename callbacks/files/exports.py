"""Files by plain links: ``/export/<view>.<format>?<query of the page>`` and whole decks."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import chain
from urllib.parse import parse_qsl

from dash import Dash
from flask import Flask, Response, g, request

from callbacks.files.posted_deck import PostedDeck, PostedDeckError
from callbacks.http.request_edge import FILES
from components.scope import RowParts
from components.share import citation, deck, exports, read_me, workbook
from components.share.archive import zip_chunks
from components.share.attribution import Attribution
from components.share.drawn_view import DrawnView
from components.share.picture import picture
from components.slides.own_template import TemplateError, deck_of_template
from components.theme import DARK, LIGHT
from components.views import VIEWS
from data.datasets.catalogue import Datasets
from data.link.filters import CITY_KEY, TEXT_KEY
from data.link.options import OPTIONS, KnownFields
from data.link.query_string import MAX_QUERY_LENGTH, is_text, shorten, values_of
from data.link.state import DATASET_KEY, PageState

MAX_DECK_QUERY_LENGTH = 8_000
"""Characters that fit into the longest request line that the server takes."""
MAX_TITLE_LENGTH = 1_500
"""Characters of an address that a name takes beside the longest state: each sign up to twelve."""
MOST_VALUES_NAMED = 40
CACHE = "private, max-age=60"
PALETTES = {"light": LIGHT, "dark": DARK}
DECK = "deck"
OWN_KEYS = ("rows", "theme", "title", "figure")
"""Keys of these addresses that are not part of a page's query."""


Pairs = Sequence[tuple[str, str]]


class AddressError(ValueError):
    """An address that leads to no file: a sentence for the reader, and the HTTP status."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True)
class Asked:
    """One view for one address, drawn from the same query as its page; the address's own keys."""

    drawn: DrawnView
    today: date
    own: dict[str, str]

    @property
    def words(self) -> Attribution:
        return self.drawn.words

    def parts(self, rows: str) -> RowParts:
        drawn = self.drawn
        return exports.parts_of(drawn.view, drawn.store, drawn.state, drawn.answer, rows)


@dataclass(frozen=True)
class File:
    """An answer, whole or piece by piece; the file's name without the ending."""

    content: str | bytes | Iterator[str] | Iterator[bytes]
    name: str


def _csv(asked: Asked) -> File:
    rows = asked.own.get("rows", "shown")
    name = asked.words.file_name + exports.SUFFIXES[rows]
    return File(exports.csv_chunks(asked.parts(rows).frames), name)


def _zip(asked: Asked) -> File:
    """Both tables with a readme of what they are."""
    drawn, name = asked.drawn, asked.words.file_name
    tables = exports.tables_of(drawn.view, drawn.store, drawn.state, drawn.answer, name)
    text = read_me.of_view(asked.words, tables)
    files = ((table.name, exports.csv_chunks(table.frames)) for table in tables)
    return File(zip_chunks(chain([(read_me.READ_ME, (text,))], files)), name)


def _xlsx(asked: Asked) -> File:
    shown, behind = (asked.parts(rows) for rows in exports.ROWS)
    content = workbook.xlsx_bytes(
        asked.words,
        workbook.first_rows(shown.frames),
        workbook.first_rows(behind.frames),
        total_shown=shown.total,
        total_behind=behind.total,
    )
    return File(content, asked.words.file_name)


def _pptx(asked: Asked) -> File:
    content = deck.slide_bytes(asked.drawn, asked.own.get("title", ""))
    return File(content, asked.words.file_name)


def _json(asked: Asked) -> File:
    drawn, words = asked.drawn, asked.words
    named = replace(drawn, words=replace(words, title=asked.own.get("title") or words.title))
    content = picture(named, PALETTES[asked.own.get("theme", "light")])
    return File(json.dumps(content), words.file_name)


def _cited(write: Callable[[Attribution, date], str]) -> Callable[[Asked], File]:
    return lambda asked: File(write(asked.words, asked.today), asked.words.file_name)


@dataclass(frozen=True)
class Format:
    """The way in which a view becomes a file of one kind.

    Attributes:
        keys: own key -> its allowed values; none named: any text.
        inline: whether the browser shows the file instead of saving it.
    """

    make: Callable[[Asked], File]
    mimetype: str
    keys: dict[str, tuple[str, ...]]
    inline: bool = False


PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"
FORMATS: dict[str, Format] = {
    "csv": Format(_csv, "text/csv", {"rows": exports.ROWS}),
    "zip": Format(_zip, ZIP, {}),
    "xlsx": Format(_xlsx, XLSX, {}),
    "pptx": Format(_pptx, PPTX, {"title": ()}),
    "json": Format(_json, "application/json", {"theme": tuple(PALETTES), "title": ()}, inline=True),
    "txt": Format(_cited(citation.plain), "text/plain", {}, inline=True),
    "bib": Format(_cited(citation.bibtex), "application/x-bibtex", {}),
    "ris": Format(_cited(citation.ris), "application/x-research-info-systems", {}),
}
DECK_FORMATS = {"pptx": PPTX, "zip": ZIP}


def read_pairs(raw: bytes, longest: int) -> Pairs:
    """Keys and values of a query.

    Raises:
        AddressError: the query is too long, no text, or holds too many values.
    """
    if len(raw) > longest:
        raise AddressError(f"The address is too long: at most {longest:,} characters.", 414)
    text = raw.decode("ascii", "replace")
    if not is_text(text):
        raise AddressError("The address is not text in UTF-8, or holds control characters.")
    try:
        return parse_qsl(text, keep_blank_values=True, max_num_fields=100)
    except ValueError:
        raise AddressError("The address holds more than 100 values.") from None


def read_own(pairs: Pairs, keys: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """The values of an address's own keys.

    Raises:
        AddressError: a key stands twice, belongs to another file, or its value is not known.
    """
    own: dict[str, str] = {}
    for key, value in pairs:
        if key not in OWN_KEYS:
            continue
        if key in own:
            raise AddressError(f"“{key}” stands twice in the address.")
        if key not in keys:
            allowed = ", ".join(keys) or "none but the filters and options of the page"
            raise AddressError(f"“{key}” is not for this kind of file. Allowed: {allowed}.")
        if keys[key] and value not in keys[key]:
            raise AddressError(
                f"{key}: “{shorten(value)}” is not known. Allowed: {', '.join(keys[key])}."
            )
        own[key] = " ".join(value.split())[: deck.MOST_NAME_LENGTH]
    return own


def _allowed(pairs: Pairs, known: KnownFields) -> str:
    """Names the values allowed where the query is not understood."""
    filters = {field.key: field for field in known.filters}
    keys = [*filters, CITY_KEY, TEXT_KEY, DATASET_KEY, *OPTIONS]
    said = []
    if any(key not in keys for key, _ in pairs):
        said.append(f"Allowed: {', '.join(keys)}.")
    for key, value in pairs:
        if key in filters and filters[key].parse(value)[1]:
            said.append(_allowed_for(key, list(filters[key].slugs.values())))
        elif key in OPTIONS and OPTIONS[key].parse(value, known)[1]:
            said.append(_allowed_for(key, OPTIONS[key].allowed(known)))
    return " ".join(dict.fromkeys(said))


def _allowed_for(key: str, values: Sequence[str]) -> str:
    more = ", …" if len(values) > MOST_VALUES_NAMED else ""
    named = ", ".join(values[:MOST_VALUES_NAMED]) or "nothing, as this dataset has no such values"
    return f"Allowed for {key}: {named}{more}."


def read_state(pairs: Pairs, known: KnownFields) -> PageState:
    """The state of the page in the query; here nothing is ignored.

    Raises:
        AddressError: a key or value is not known.
    """
    page = [(key, value) for key, value in pairs if key not in OWN_KEYS]
    values, repeated = values_of(page)
    state, ignored = PageState.from_values(values, known)
    ignored = repeated + ignored
    if ignored:
        wrong = " ".join(dict.fromkeys(text.replace(" and was ignored", "") for text in ignored))
        raise AddressError(f"{wrong} {_allowed(page, known)}".strip())
    return state


def _split(name: str) -> tuple[str, str]:
    """View and format of ``phase-by-condition.csv``.

    Raises:
        AddressError: there is no such figure or format.
    """
    slug, _, ending = name.rpartition(".")
    if slug != DECK and slug not in VIEWS:
        raise AddressError(
            f"“{shorten(slug or name)}” is not a figure. Allowed: {DECK}, {', '.join(VIEWS)}.", 404
        )
    formats = DECK_FORMATS if slug == DECK else FORMATS
    if ending not in formats:
        raise AddressError(
            f"“{shorten(ending)}” is not a format here. Allowed: {', '.join(formats)}.", 404
        )
    return slug, ending


def _response(file: File, ending: str, mimetype: str, *, inline: bool = False) -> Response:
    response = Response(file.content, mimetype=mimetype)
    kind = "inline" if inline else "attachment"
    response.headers["Content-Disposition"] = f'{kind}; filename="{file.name}.{ending}"'
    response.headers["Cache-Control"] = CACHE
    return response


def _refused(error: Exception) -> Response:
    status = error.status if isinstance(error, AddressError | PostedDeckError) else 400
    response = Response(f"{error}\n", status=status, mimetype="text/plain")
    response.headers["Cache-Control"] = "no-store"
    return response


def _view_file(datasets: Datasets, slug: str, ending: str, raw: bytes, base: str) -> Response:
    made = FORMATS[ending]
    longest = MAX_QUERY_LENGTH + ("title" in made.keys) * MAX_TITLE_LENGTH
    pairs = read_pairs(raw, longest)
    own = read_own(pairs, made.keys)
    store = datasets.of_pairs(pairs)
    state = g.state = read_state(pairs, store.known)
    drawn = DrawnView.of(store, state, VIEWS[slug], base)
    asked = Asked(drawn, datetime.now(UTC).date(), own)
    return _response(made.make(asked), ending, made.mimetype, inline=made.inline)


def _refuse_page(pairs: Pairs) -> None:
    """Refuses choices of a page beside figures, which have their own.

    Raises:
        AddressError: there is one.
    """
    strangers = [key for key, _ in pairs if key != DATASET_KEY]
    if strangers:
        raise AddressError(
            f"“{shorten(strangers[0])}” is not known in the address of a deck with figures. "
            "Allowed: figure, title; filters belong into each figure."
        )


def _standard(
    datasets: Datasets, pairs: Pairs
) -> tuple[tuple[deck.DeckFigure, ...], tuple[str, ...]]:
    """The figures of the standard deck under a page's choices, and what it leaves out.

    Raises:
        AddressError: a key or value is not known, or no figure is left.
    """
    read_own(pairs, {})
    store = datasets.of_pairs(pairs)
    state = g.state = read_state(pairs, store.known)
    figures = deck.standard_deck(store, state)
    if not figures:
        raise AddressError("No figure of this dataset has anything to show with these choices.")
    return figures, deck.left_out_of(store, state)


def _deck_of_address(raw: bytes) -> tuple[PostedDeck, Pairs]:
    """The deck of a plain link, as far as an address holds one, and the page's choices in it.

    Raises:
        AddressError: the address is none of a deck.
    """
    pairs = read_pairs(raw, MAX_DECK_QUERY_LENGTH)
    title = read_own([pair for pair in pairs if pair[0] == "title"], {"title": ()}).get("title", "")
    figures = tuple(value for key, value in pairs if key == "figure")
    page = [pair for pair in pairs if pair[0] not in ("figure", "title")]
    if figures:
        _refuse_page(page)
    return PostedDeck(figures, title=title), page


def _deck_file(
    datasets: Datasets, ending: str, asked: PostedDeck, page: Pairs, base: str
) -> Response:
    left_out: tuple[str, ...] = ()
    if asked.figures:
        figures = deck.read_deck(asked.figures, datasets, notes=asked.notes)
    else:
        figures, left_out = _standard(datasets, page)
    title = " ".join(asked.title.split())[: deck.MOST_NAME_LENGTH]
    today = datetime.now(UTC).date()
    if ending == "zip":
        content = deck.zip_bytes(datasets, figures, base, title=title, today=today)
    else:
        template = None if asked.template is None else deck_of_template(asked.template)
        content = deck.pptx_bytes(
            datasets,
            figures,
            base,
            title=title,
            today=today,
            left_out=left_out,
            template=template,
        )
    stores = deck.stores_of(datasets, figures)
    names = [store.known.dataset for store in stores]
    name = deck.file_name(title, names, deck.dates_of(datasets, figures))
    return _response(File(content, name), ending, DECK_FORMATS[ending])


def _base(prefix: str) -> str:
    """The address of the start page; the prefix is a route of the app, so the host's address does
    not hold it."""
    return request.host_url.rstrip("/") + prefix.rstrip("/")


def register(app: Dash, datasets: Datasets) -> None:
    server: Flask = app.server
    files = f"{app.config.routes_pathname_prefix}{FILES}"
    prefix = app.config.requests_pathname_prefix

    @server.get(f"{files}<path:name>")
    def export(name: str) -> Response:
        try:
            slug, ending = _split(name)
            if slug == DECK:
                asked, page = _deck_of_address(request.query_string)
                return _deck_file(datasets, ending, asked, page, _base(prefix))
            return _view_file(datasets, slug, ending, request.query_string, _base(prefix))
        except (AddressError, deck.DeckError) as error:
            return _refused(error)

    @server.post(f"{files}{DECK}.<ending>")
    def posted(ending: str) -> Response:
        """A deck as a form: an address is too short for sixty figures and has no place for what a
        reader keeps to himself."""
        try:
            _split(f"{DECK}.{ending}")
            asked = PostedDeck.read(request, takes_notes=ending == "pptx")
            page = [(DATASET_KEY, asked.dataset)] if asked.dataset else []
            response = _deck_file(datasets, ending, asked, page, _base(prefix))
        except (AddressError, PostedDeckError, TemplateError, deck.DeckError) as error:
            return _refused(error)
        response.headers["Cache-Control"] = "no-store"
        return response
