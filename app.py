"""The app: ``create_app(datasets) -> Dash``, and ``server`` for gunicorn."""

from dash import Dash
from flask import Flask

import callbacks
from callbacks.serving import Settings
from callbacks.serving import register as register_serving
from components.shell import INDEX, NAME, shell
from data.datasets import Datasets, load_datasets
from data.registry.dataset import default_root
from data.schema import DataError


def create_app(datasets: Datasets, settings: Settings | None = None) -> Dash:
    """The dashboard on loaded datasets; may be called more than once."""
    settings = settings or Settings.from_environment()
    app = Dash(
        __name__,
        title=NAME,
        use_pages=True,
        pages_folder="",
        routing_callback_inputs=callbacks.routing.ROUTER_INPUTS,
        suppress_callback_exceptions=True,
        url_base_pathname=settings.prefix,
        serve_locally=True,
        update_title="",
        index_string=INDEX,
        meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
    )
    app.layout = shell(datasets)
    callbacks.register(app, datasets)
    register_serving(app, datasets, settings)
    # Dash finishes its set-up in the first request and is not safe under concurrent first
    # requests; making that request here leaves none of it to the readers.
    with app.server.test_client() as client:
        client.get(settings.prefix)
    return app


def create_server() -> Flask:
    """The server on the built-in data and the imports of DATASETS_DIR.

    Broken built-in data stops the start with its message alone; a broken import is left out.
    """
    try:
        datasets = load_datasets(default_root())
    except DataError as error:
        raise SystemExit(str(error)) from None
    return create_app(datasets).server


server = create_server()
