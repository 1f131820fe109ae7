"""Templates by plain links: any protocol as a workbook that the import takes back."""

import io

import pytest
from openpyxl import load_workbook

from app import create_app
from data.datasets.catalogue import Datasets
from data.datasets.protocol_import import ProtocolRequest, run_protocol_import
from tests.protocols import OURS


@pytest.fixture(scope="module")
def client(store, protocols):
    return create_app(Datasets.beside_one_another((store, protocols))).server.test_client()


@pytest.mark.parametrize(
    ("address", "regimen", "file"),
    [
        ("/template/miami-2005-07-ita.xlsx", "miami-2005-07-ita", "miami-2005-07-ita"),
        ("/template/MIAMI-2005-07-ITA.xlsx", "miami-2005-07-ita", "miami-2005-07-ita"),
        ("/template/ours.pilot-2025.xlsx?dataset=ours", "pilot-2025", "ours.pilot-2025"),
        ("/template/ours.pilot-2025.xlsx", "pilot-2025", "ours.pilot-2025"),
        ("/template/nct01143168.xlsx?dataset=ours", "nct01143168", "nct01143168"),
    ],
)
def test_a_protocol_of_any_dataset(client, address, regimen, file):
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == f'attachment; filename="template_{file}.xlsx"'
    assert answer.mimetype.endswith("spreadsheetml.sheet")
    assert load_workbook(io.BytesIO(answer.data))["regimens"]["A2"].value == regimen


def test_what_is_downloaded_is_imported_again(client, tmp_path):
    path = tmp_path / "my.xlsx"
    path.write_bytes(client.get("/template/ours.pilot-2025.xlsx?dataset=ours").data)
    manifest = run_protocol_import(ProtocolRequest(path, OURS, tmp_path / "p", tmp_path / "d"))
    assert (manifest["protocols"], manifest["events"]) == (1, 3)


@pytest.mark.parametrize(
    "address",
    [
        "/template/nobody.xlsx",
        "/template/<script>.xlsx",
        "/template/miami-2005-07-ita~x.xlsx",
        "/template/%20.xlsx?dataset=ours",
    ],
)
def test_an_unknown_protocol_is_not_repeated(client, address):
    answer = client.get(address)
    assert answer.status_code == 404
    assert answer.data == b"There is no such protocol here.\n"
