import json

from app import create_app
from callbacks.http.settings import Settings
from components.elements import ids
from data.datasets.catalogue import Datasets


def test_no_callback_names_an_id_of_the_document(store):
    """Their elements are markup, which dash's renderer does not know."""
    app = create_app(Datasets((store,)), Settings())
    named = [
        part["id"]
        for callback in app.callback_map.values()
        for part in (*callback["inputs"], *callback["state"])
    ]
    named += [
        name.rpartition(".")[0] for key in app.callback_map for name in key.strip(".").split("...")
    ]
    plain = {name for name in named if not name.startswith("{")}
    assert ids.MATCH_COUNT in plain
    assert not [name for name in plain if ids.is_of_the_document(name)]
    assert all(json.loads(name) for name in set(named) - plain)
