"""The app: ``create_app(datasets) -> Dash``, and ``server`` for gunicorn."""

from flask import Flask
from werkzeug.test import Client

import callbacks
from callbacks.http import response_cache, sign_in
from callbacks.http.index_page import LeanDash
from callbacks.http.serving import register as register_serving
from callbacks.http.settings import SettingError, Settings
from components.share.attribution import DASHBOARD
from components.shell import INDEX
from data.datasets import on_disk, protocols_on_disk
from data.datasets.catalogue import Datasets, load_datasets
from data.model.schema import DataError


def create_app(datasets: Datasets, settings: Settings | None = None) -> LeanDash:
    """The dashboard on loaded datasets; may be called more than once."""
    settings = settings or Settings.from_environment()
    app = LeanDash(
        __name__,
        title=DASHBOARD,
        use_pages=True,
        pages_folder="",
        routing_callback_inputs=callbacks.page.routing.ROUTER_INPUTS,
        suppress_callback_exceptions=True,
        url_base_pathname=settings.prefix,
        serve_locally=True,
        update_title="",
        on_error=callbacks.http.failures.tell_of_failed_callback,
        index_string=INDEX,
        meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
    )
    app.layout = lambda: callbacks.page.routing.first_layout(datasets)
    callbacks.register(app, datasets)
    response_cache.register(app, datasets, settings.cache_url)
    register_serving(app, datasets, settings)
    # Dash finishes its set-up in the first request and is not safe under concurrent first
    # requests; making that request here leaves none of it to the readers.
    if Client(app.server).get(settings.prefix).status_code != 200:
        raise RuntimeError("The index page cannot be made; the log says why.")
    # last: the request above has no user
    sign_in.register(app, settings.sign_in_file)
    return app


def create_server() -> Flask:
    """The server on the built-in data, the imports of DATASETS_DIR and those of PROTOCOLS_DIR.

    Broken built-in data or settings stop the start with their message alone; a broken dataset is
    left out.
    """
    callbacks.http.log.write_to_stdout()
    try:
        settings = Settings.from_environment()
        datasets = load_datasets(on_disk.default_root(), protocols_on_disk.default_root())
        app = create_app(datasets, settings)
    except (DataError, SettingError) as error:
        raise SystemExit(str(error)) from None
    return app.server


server = create_server()
