"""Templates by plain links: a protocol as a workbook to change and to import."""

from dash import Dash
from flask import Flask, Response, request

from callbacks.files.exports import XLSX
from data.datasets.catalogue import Datasets
from data.queries.one_regimen import find_regimen
from data.queries.template_rows import template_rows
from data.readers.workbooks.template import template_bytes


def _unknown() -> Response:
    """The answer to an unknown name, which is not repeated: a link may hold anything."""
    return Response("There is no such protocol here.\n", status=404, mimetype="text/plain")


def register(app: Dash, datasets: Datasets) -> None:
    server: Flask = app.server

    @server.get(f"{app.config.routes_pathname_prefix}template/<wanted>.xlsx")
    def template(wanted: str) -> Response:
        query = request.query_string.decode("utf-8", "replace")
        store = datasets.of_query(query, f"/protocols/{wanted}")
        regimen = find_regimen(store, wanted)
        if not regimen:
            return _unknown()
        agents = datasets.default.agents.astype("str").to_dict("records")
        listed = {row["agent"] for row in agents}
        content = template_bytes(agents, template_rows(store, regimen, listed))
        response = Response(content, mimetype=XLSX)
        name = f"template_{regimen}.xlsx"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
