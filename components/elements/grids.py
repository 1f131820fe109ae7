"""Options of the long tables: AG Grid's looks, and how rows are fetched while scrolled."""

from typing import Any

CLIENT_SIDE, INFINITE = "clientSide", "infinite"
"""AG Grid's row models: all rows in the browser, or fetched as the table is scrolled."""
ROWS_A_REQUEST = 100
BLOCKS_KEPT = 20
"""Requests whose rows the browser keeps; rows scrolled far away are fetched anew."""
FETCHED: dict[str, Any] = {
    "cacheBlockSize": ROWS_A_REQUEST,
    "maxBlocksInCache": BLOCKS_KEPT,
    # dash-ag-grid has one place for an answer: one request at a time
    "maxConcurrentDatasourceRequests": 1,
    "blockLoadDebounceMillis": 80,
    "infiniteInitialRowCount": ROWS_A_REQUEST,
}
"""Options of a grid that fetches its rows."""
COLUMNS: dict[str, Any] = {
    "resizable": True,
    "sortable": True,
    "filter": False,
    "suppressHeaderMenuButton": True,
    "wrapText": True,
    "wrapHeaderText": True,
    "minWidth": 90,
}
"""Options that every column starts from."""
LOOKS: dict[str, Any] = {
    "theme": "themeQuartz",
    "animateRows": False,
    "ensureDomOrder": True,
    "suppressDragLeaveHidesColumns": True,
}
"""Options of every grid."""
