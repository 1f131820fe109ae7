import csv
import io

import pandas as pd
import pytest

from app import create_app
from callbacks.http.settings import Settings
from data.datasets.catalogue import Datasets
from tests.imports import ISLETS


@pytest.fixture(scope="module")
def client(store):
    return create_app(Datasets((store,)), Settings()).server.test_client()


def rows(response) -> list[dict[str, str]]:
    text = response.data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_every_frame_is_a_file(client, store):
    for name, frame in store.frames().items():
        response = client.get(f"/data/{name}.csv")
        assert response.status_code == 200, name
        assert response.mimetype == "text/csv"
        assert response.headers["Content-Disposition"].startswith("attachment; filename=")
        assert response.data.startswith(b"\xef\xbb\xbf")
        assert (
            f'filename="{name}_review-2010_2010-08.csv"'
            in (response.headers["Content-Disposition"])
        )
        assert list(pd.read_csv(io.BytesIO(response.data)).columns) == list(frame.columns)
        assert len(rows(response)) == len(frame)
        if len(frame):
            assert list(rows(response)[0]) == list(frame.columns)


@pytest.mark.parametrize(
    ("query", "n"),
    [
        ("", 19),
        ("?phase=phase4", 1),
        ("?condition=t1d&phase=phase2", 3),
        ("?q=islet", 2),
        ("?q=%3Cscript%3E", 0),
        ("?phase=nonsense", 19),
        ("?q=%ff%fe", 0),
        ("?" + "x" * 5000, 19),
        ("?find=islet&sort=nonsense", 2),
    ],
)
def test_older_links_lead_to_the_list_of_trials(client, query, n):
    response = client.get("/data/trials-as-shown.csv" + query, follow_redirects=True)
    assert response.status_code == 200
    assert len(rows(response)) == n


def test_not_stated_is_said(client):
    row = rows(client.get("/export/trial-list.csv?q=NCT00821899"))[0]
    assert (row["Phase"], row["Enrolment"]) == ("Not stated", "Not stated")


@pytest.mark.parametrize(
    "name", ["nope", "trials.csv", "..%2f..%2fetc%2fpasswd", "<script>", "frames", "__class__"]
)
def test_an_unknown_table_is_named_by_what_is_allowed(client, name):
    response = client.get(f"/data/{name}.csv")
    assert response.status_code == 404
    if response.mimetype == "text/plain":
        assert "trials.csv" in response.text
        assert "<script>" not in response.text


def test_downloads_below_a_prefix(store):
    prefixed = create_app(Datasets((store,)), Settings(prefix="/a/b/")).server.test_client()
    try:
        assert prefixed.get("/a/b/data/trials.csv").status_code == 200
        assert prefixed.get("/data/trials.csv").status_code == 404
        older = prefixed.get("/a/b/data/trials-as-shown.csv?phase=phase2")
        assert older.location == "/a/b/export/trial-list.csv?phase=phase2"
    finally:
        create_app(Datasets((store,)), Settings())  # dash keeps the prefix of the last app made


def test_files_of_two_datasets_have_two_names(datasets):
    client = create_app(datasets, Settings()).server.test_client()
    names = {
        client.get(f"/data/trials.csv?dataset={name}").headers["Content-Disposition"]
        for name in ("", ISLETS)
    }
    assert len(names) == 2
