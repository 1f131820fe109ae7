"""All that follows the address, in one callback, the only one that writes the address."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, ctx, no_update
from dash.exceptions import PreventUpdate

from callbacks.http.request_edge import names_of, read_request, what_is_opened
from callbacks.page.filter_options import filter_options
from callbacks.page.pictures import PARTS, PageParts, is_open
from components.elements import ids
from components.elements.compare_links import FULL
from components.elements.controls import bounded, control_value, field_options
from components.elements.links import state_address
from components.elements.request import PageRequest
from components.elements.result_controls import (
    BEGIN_ANEW,
    OF_FILTERS,
    OPTIONS_OF,
    shown_value,
)
from components.elements.result_controls import MEASURE as OUTCOME
from components.elements.result_controls import TRIAL as RESULTS_OF
from components.shell import frame_of
from data.datasets.catalogue import Datasets
from data.link.filters import BOUNDS, CITY_KEY, FILTER_LABELS, TEXT_KEY, TrialFilters
from data.link.options import BUILT_IN, COMPARE, MOST_COMPARED, OPTION_KEYS, REGIMEN, ArmOptions
from data.link.state import DATASET_KEY, PageState
from data.queries import regimens
from data.queries.arm_codes import arm_of
from data.store import TrialStore

PATH, QUERY, THEME = f"{ids.URL}.pathname", f"{ids.URL}.search", f"{ids.THEME}.data"
"""The properties that call, as dash names them."""
FRAME = {
    "count": Output(ids.MATCH_COUNT, "markup"),
    "chips": Output(ids.FILTER_CHIPS, "markup"),
    "refusal": Output(ids.REFUSAL, "markup"),
    "notice": Output(ids.NOTICE, "markup"),
    "navigation": Output(ids.NAVIGATION, "markup"),
}
"""The outputs that ``frame_of`` fills."""
WRITTEN_AS_READ = (
    ("filters", "filter_values"),
    ("filter_options", "filter_values"),
    ("options", "option_values"),
    ("option_options", "option_values"),
    ("clicks", "clicks"),
)
"""Families of outputs, and the arguments that hold what stands in them."""
PAGE_KEY = "page"
"""The token of a mark that leads to another page, its path behind the sign."""
MARK_KEYS = frozenset((CITY_KEY, TEXT_KEY, *FILTER_LABELS, *OPTION_KEYS, PAGE_KEY))


def joined(value: object) -> str:
    """A control's value as the text of its key: slugs joined, or the text itself."""
    if isinstance(value, list):
        return "~".join(str(part) for part in value)
    return "" if value is None else str(value)


def clicked_tokens(clicks: Sequence[object]) -> tuple[tuple[str, str], ...]:
    """(key, value) pairs that the clicked mark carries; anything odd is no click.

    Keys: those of filters, which a click toggles; those of options, which it sets; ``page``.
    """
    for click in clicks:
        points = click.get("points") if isinstance(click, dict) else None
        point = points[0] if isinstance(points, list) and points else None
        data = point.get("customdata") if isinstance(point, dict) else None
        if isinstance(data, list):
            tokens = [text.partition("=") for text in data if isinstance(text, str)]
            return tuple((key, value) for key, sign, value in tokens if sign and key in MARK_KEYS)
    return ()


def after_click(filters: TrialFilters, tokens: Sequence[tuple[str, str]]) -> TrialFilters:
    """The mark's values added to the filters; taken out where all are chosen already.

    The bounds of a range are replaced: added to, they would widen it.
    """
    known = [
        (key, value)
        for key, value in tokens
        if key in (CITY_KEY, TEXT_KEY)
        or (filters.has(key) and value in filters.field_of(key).place_of)
    ]
    texts = {CITY_KEY: filters.city, TEXT_KEY: filters.text}
    chosen = all(
        texts[key] == value if key in texts else value in filters.codes(key) for key, value in known
    )
    for key, value in known:
        if key == TEXT_KEY:
            filters = filters.without(TEXT_KEY) if chosen else filters.with_text(value)
        elif key == CITY_KEY:
            filters = filters.with_city("" if chosen else value)
        elif key in BOUNDS:
            filters = filters.with_codes(key, () if chosen else (value,))
        elif chosen or value not in filters.codes(key):
            filters = filters.toggled(key, value)
    return filters


def state_after_click(
    state: PageState, tokens: Sequence[tuple[str, str]], store: TrialStore
) -> PageState:
    """The state with the mark's filters toggled and its options set.

    A mark that names options stands for the events it draws: the other choices of protocols
    and events go, so that just these events show.
    """
    state = state.with_filters(after_click(state.filters, tokens))
    chosen = {key: value for key, value in tokens if key in OPTION_KEYS}
    if not chosen:
        return state
    clear = regimens.without(state, *regimens.active_keys(store, state))
    return clear.with_values(chosen, store.known)


def page_after_click(path: str, tokens: Sequence[tuple[str, str]]) -> str:
    """The page to go to: the one that the mark names, else the open one."""
    wanted = dict(tokens).get(PAGE_KEY, path)
    return wanted if wanted.startswith("/") and not wanted.startswith("//") else path


SHOWN_UNNAMED = (RESULTS_OF, OUTCOME)
"""Keys of controls that show the trial and the measure drawn, also where the link names none."""


def in_dataset(state: PageState, store: TrialStore) -> PageState:
    """The state in another dataset: filters and options that it does not have are dropped."""
    return state.with_values({DATASET_KEY: store.known.dataset}, store.known)


def control_values(store: TrialStore, state: PageState, keys: Sequence[str]) -> list[Any]:
    """The values of controls for a state, in the order of their keys.

    Nothing to write for a filter that the dataset does not have: its control is on its way out.
    """
    return [_control_value(store, state, key) for key in keys]


def _control_value(store: TrialStore, state: PageState, key: str) -> Any:
    if key == COMPARE:  # those compared, also where the link names none
        return list(state.compare.compared(store.known))
    if key in SHOWN_UNNAMED:
        return shown_value(store, state, key)
    if key in FILTER_LABELS:
        return control_value(state.filters, key) if state.filters.has(key) else no_update
    return state.control_value(key)


def options_with_arms(store: TrialStore, state: PageState, key: str, now: object) -> Any:
    """The options of a picker of protocols once an arm is chosen that was none of them.

    A dropdown drops what is none of its options. Else nothing to write: its list may be open.
    now: what the picker holds.
    """
    if key not in (REGIMEN.key, COMPARE):
        return no_update
    chosen = [str(code) for code in _control_value(store, state, key)]
    held = now if isinstance(now, list) else []
    if not any(arm_of(code) and code not in held for code in chosen):
        return no_update
    every = field_options(store.known.regimen)
    return every if key == REGIMEN.key else bounded(every, chosen, MOST_COMPARED, FULL)


def _triggered_texts() -> dict[str, str]:
    """Key -> text of the controls that were changed."""
    changed = {}
    for triggered in ctx.triggered:
        name = ctx.triggered_prop_ids.get(triggered["prop_id"])
        if name == ids.FILTER_TEXT:
            changed[TEXT_KEY] = joined(triggered["value"])
        elif isinstance(name, dict) and name.get("type") in ("filter", "option"):
            changed[name["key"]] = joined(triggered["value"])
    return changed


def _chosen_dataset(datasets: Datasets) -> TrialStore | None:
    """The dataset that the reader just chose in the header."""
    for triggered in ctx.triggered:
        if ctx.triggered_prop_ids.get(triggered["prop_id"]) == ids.DATASET:
            name = triggered["value"]
            return datasets.named("" if name == BUILT_IN else str(name))
    return None


def _next_state(
    request: PageRequest,
    clicks: Sequence[object],
    changed: Mapping[str, str],
    store: TrialStore,
) -> tuple[PageState | None, tuple[str, ...]]:
    """The state after a click or a changed control, and what was ignored of it, in words.

    None where only the address changed.
    """
    tokens = clicked_tokens(clicks)
    if tokens:
        return state_after_click(request.state, tokens, store), ()
    if not changed:
        return None, ()
    # what is shown while a link names nothing: nothing was chosen
    changed = {
        key: text
        for key, text in changed.items()
        if not (key in SHOWN_UNNAMED and text == joined(shown_value(store, request.state, key)))
    }
    return request.state.reading({**_begun_anew(changed), **changed}, store.known)


def _begun_anew(changed: Mapping[str, str]) -> dict[str, str]:
    """Keys that are as by default once these are changed: pages, parts, what is of one trial."""
    is_filtered = not changed.keys().isdisjoint((TEXT_KEY, *FILTER_LABELS))
    searched = is_filtered or ArmOptions.FIND in changed
    keys = [key for each in changed for key in BEGIN_ANEW.get(each, ())]
    keys += [ArmOptions.PAGE] if searched else []
    keys += OF_FILTERS if is_filtered else []
    return dict.fromkeys(keys, "")


def _drawn(
    parts: PageParts,
    store: TrialStore,
    asked: PageRequest,
    after: PageRequest,
    shown: str | None,
    opened: Collection[str],
) -> dict[str, Any]:
    """The parts of the page; they stay as they are where controls only came with a page.

    asked, after: what the address says, and what it says once this callback is done.
    shown: the dataset whose parts the page has; another one lays out the whole page.
    """
    if (shown or "") != after.state.dataset:
        return parts.kept()
    called = ctx.triggered_prop_ids
    if QUERY in called or after.state.to_query() != asked.state.to_query():
        return parts.drawn(store, after, opened)
    return parts.recoloured(store, after) if THEME in called else parts.kept()


def register(app: Dash, datasets: Datasets) -> None:
    # One callback for all that follows the address: one request a change, and the figures need
    # not wait until the address has been to the server and back.
    @app.callback(
        output={
            "address": Output(ids.URL, "search"),
            "text": Output(ids.FILTER_TEXT, "value"),
            "filters": Output(ids.filter_control(ALL), "value"),
            "filter_options": Output(ids.filter_control(ALL), "options"),
            "options": Output(ids.option_control(ALL), "value"),
            "option_options": Output(ids.option_control(ALL), "options"),
            "clicks": Output(ids.graph(ALL), "clickData"),
            "page": Output(ids.PAGE_LOCATION, "href"),
            "dataset": Output(ids.DATASET, "value"),
            **FRAME,
            "laid_out": Output(ids.LAID_OUT, "data"),
            **PARTS,
        },
        inputs={
            "search": Input(ids.URL, "search"),
            "path": Input(ids.URL, "pathname"),
            "text": Input(ids.FILTER_TEXT, "value"),
            "filter_values": Input(ids.filter_control(ALL), "value"),
            "option_values": Input(ids.option_control(ALL), "value"),
            "clicks": Input(ids.graph(ALL), "clickData"),
            "dataset": Input(ids.DATASET, "value"),
            "theme": Input(ids.THEME, "data"),
        },
        state={
            "shown": State(ids.DATASET_SHOWN, "data"),
            "laid_out": State(ids.LAID_OUT, "data"),
            "table_clicks": State(ids.table_button(ALL), "n_clicks"),
        },
        prevent_initial_call=True,
    )
    def follow_the_address(
        search: str | None,
        path: str | None,
        text: str | None,
        filter_values: list[Any],
        option_values: list[Any],
        clicks: list[Any],
        dataset: str | None,
        theme: str | None,
        shown: str | None,
        laid_out: str | None,
        table_clicks: list[int | None],
    ) -> dict[str, Any]:
        if search is None:
            raise PreventUpdate
        outputs = ctx.outputs_grouping
        _check_families(outputs, ctx.args_grouping)
        filter_keys = names_of(outputs["filters"], "key", FILTER_LABELS)
        option_keys = names_of(outputs["options"], "key", OPTION_KEYS)
        parts = PageParts.of(outputs)
        opened = [
            button["id"]["view"]
            for button in ctx.args_grouping["table_clicks"]
            if is_open(button["value"])
        ]
        changed = _triggered_texts()
        called = set(ctx.triggered_prop_ids)
        # the first address is followed already by the page that came with the frame, and another
        # page comes by the router
        stands = called <= {PATH, QUERY} and laid_out == what_is_opened(path, search)
        followed = stands or called == {PATH}
        store, request = read_request(datasets, path, search)
        chosen = _chosen_dataset(datasets)
        wanted, ignored = (
            (in_dataset(request.state, chosen), ())
            if chosen
            else _next_state(request, clicks, changed, store)
        )
        state = request.state.after(wanted) if wanted else request.state
        store = datasets.of_state(state, request.path)
        unchanged = state.to_query() == request.state.to_query()
        page = page_after_click(request.path, clicked_tokens(clicks))
        leaves = page != request.path and not state.no_room
        ignored = () if state.no_room else ignored
        after = replace(request, state=state, ignored=request.ignored if unchanged else ignored)
        kept = leaves or followed
        drawn = parts.kept() if kept else _drawn(parts, store, request, after, shown, opened)
        return {
            "address": no_update if unchanged or leaves else state.to_query(),
            "text": no_update if text == state.filters.text else state.filters.text,
            "filters": _changed(filter_values, control_values(store, state, filter_keys)),
            # of the others nothing is seen until a reader comes to them
            "filter_options": filter_options(
                store, state.filters, filter_keys, () if followed else state.filters.active()
            ),
            "options": _changed(option_values, control_values(store, state, option_keys)),
            "option_options": [
                OPTIONS_OF[key](store, state)
                if key in OPTIONS_OF and not followed
                else options_with_arms(store, state, key, now)
                for key, now in zip(option_keys, option_values, strict=True)
            ],
            "clicks": [no_update if click is None else None for click in clicks],
            "page": state_address(page, state) if leaves else no_update,
            "dataset": _changed([dataset], [state.dataset or BUILT_IN])[0],
            "laid_out": "" if laid_out else no_update,
            **(dict.fromkeys(FRAME, no_update) if stands else frame_of(store, after)),
            **drawn,
        }

    app.clientside_callback(
        # the rest of what follows in the browser hears the address itself: assets/address.js
        ClientsideFunction("address", "laidOut"),
        Input(ids.DATASET_SHOWN, "data"),
    )


def _check_families(outputs: Mapping[str, Any], args: Mapping[str, Any]) -> None:
    """Raises ValueError unless what is written to a family has the members that it was read from.

    Both come with the body.
    """
    for written, read in WRITTEN_AS_READ:
        if [each["id"] for each in outputs[written]] != [each["id"] for each in args[read]]:
            raise ValueError(f"{written} has other members than {read}.")


def _changed(now: Sequence[Any], wanted: Sequence[Any]) -> list[Any]:
    """The values to write: only those that differ, so that no control is reset in use."""
    return [
        no_update if new is no_update or joined(old) == joined(new) else new
        for old, new in zip(now, wanted, strict=True)
    ]
