"""The towns of rows: what makes one town, what makes two, and where a town stands."""

import numpy as np
import pandas as pd
import pytest

from data.index.index_arrays import NONE
from data.index.town_index import index_towns
from data.model.countries import ISO3

MILAN, UMBRIA, NOWHERE = (45.46, 9.19), (42.78, 12.6), (None, None)
MISSOURI, CAROLINA, MARYLAND = (38.95, -92.33), (34.0, -81.03), (39.24, -76.84)


def indexed(rows):
    """rows: (country, city, state, point)."""
    country = np.array(
        [ISO3.index(code) if code in ISO3 else NONE for code, *_ in rows], dtype=np.int32
    )
    frame = pd.DataFrame(
        {
            "city": pd.Series([city for _, city, *_ in rows], dtype="str"),
            "state": pd.Series([state for _, _, state, _ in rows], dtype="str"),
            "lat": pd.Series([point[0] for *_, point in rows], dtype="float64"),
            "lon": pd.Series([point[1] for *_, point in rows], dtype="float64"),
        }
    )
    return index_towns(country, frame)


@pytest.mark.parametrize(
    ("rows", "labels"),
    [
        ([], []),
        # case, accents and a space are no other city; the spelling of most rows stands
        (
            [
                ("AUT", "VIENNA", "", (48.2, 16.37)),
                ("AUT", "Vienna ", "", (48.2, 16.37)),
                ("AUT", "Vienna", "", (48.2, 16.37)),
            ],
            ["VIENNA", "Vienna ", "Vienna"],
        ),
        (
            [("BRA", "Sao Paulo", "", (-23.5, -46.6)), ("BRA", "São Paulo", "", (-23.5, -46.6))],
            ["Sao Paulo"] * 2,
        ),
        # the state tells cities of one name apart, and stands beside them
        (
            [
                ("USA", "Columbia", "Missouri", MISSOURI),
                ("USA", "Columbia", "South Carolina", CAROLINA),
                ("USA", "Columbia", "Maryland", MARYLAND),
                ("USA", "Columbia", "MO", MISSOURI),
            ],
            [
                "Columbia, Missouri",
                "Columbia, South Carolina",
                "Columbia, Maryland",
                "Columbia, Missouri",
            ],
        ),
        # one of that name has no state beside it
        ([("USA", "Columbia", "Missouri", MISSOURI)], ["Columbia"]),
        # near one of them, and without a point
        (
            [
                ("USA", "Columbia", "Missouri", MISSOURI),
                ("USA", "Columbia", "Maryland", MARYLAND),
                ("USA", "Columbia", "", (39.2, -76.8)),
                ("USA", "Columbia", "", NOWHERE),
                ("USA", "Columbia", "Maryland", NOWHERE),
            ],
            ["Columbia, Missouri", *["Columbia, Maryland"] * 2, "Columbia", "Columbia, Maryland"],
        ),
        # states that are not known tell nothing
        ([("ITA", "Milan", "Lombardy", MILAN), ("ITA", "Milan", "MI", UMBRIA)], ["Milan"] * 2),
        # states at one point are two words for one
        (
            [
                ("TWN", "Taipei", "Taiwan", (25.0, 121.5)),
                ("TWN", "Taipei", "Taipei", (25.0, 121.5)),
            ],
            ["Taipei"] * 2,
        ),
        # one name in two countries, and in none
        (
            [
                ("FRA", "Valence", "", (44.9, 4.9)),
                ("ESP", "Valence", "", (39.5, -0.4)),
                ("NOT_STATED", "Valence", "", NOWHERE),
            ],
            ["Valence"] * 3,
        ),
        ([("ITA", "", "", NOWHERE), ("NOT_STATED", "", "", NOWHERE)], ["", ""]),
        # names without a letter are compared as they stand
        ([("CHN", "--", "", NOWHERE), ("CHN", "…", "", NOWHERE)], ["--", "…"]),
    ],
)
def test_the_label_of_each_row(rows, labels):
    town, towns = indexed(rows)
    shown = [towns.labels[place].as_py() for place in town.tolist()]
    if labels[:1] == ["VIENNA"]:
        assert len(set(town.tolist())) == 1
        assert shown[0].strip() == "Vienna"
    else:
        assert shown == labels


@pytest.mark.parametrize(
    ("rows", "towns"),
    [
        ([("FRA", "Valence", "", NOWHERE), ("ESP", "Valence", "", NOWHERE)], 2),
        ([("ITA", "", "", NOWHERE), ("ESP", "", "", NOWHERE), ("ITA", "", "", NOWHERE)], 2),
        ([("ITA", "", "", MILAN), ("ITA", "", "", UMBRIA), ("ITA", "", "", NOWHERE)], 3),
        ([("ITA", "Milan", "", MILAN), ("ITA", "MILAN", "", UMBRIA)], 1),
    ],
)
def test_how_many_towns_there_are(rows, towns):
    assert len(set(indexed(rows)[0].tolist())) == towns


@pytest.mark.parametrize(
    ("points", "at", "number", "apart"),
    [
        ([MILAN], MILAN, 1, 0),
        ([MILAN, UMBRIA, MILAN], MILAN, 2, 404),
        # of points far apart the one that is near the table's
        ([UMBRIA, MILAN, UMBRIA, NOWHERE], MILAN, 2, 404),
        ([MILAN, (45.6, 9.3)], MILAN, 1, 0),  # near: no remark
        ([NOWHERE, MILAN], MILAN, 1, 0),
    ],
)
def test_a_town_stands_where_most_of_its_rows_do(points, at, number, apart):
    town, towns = indexed([("ITA", "Milan", "", point) for point in points])
    assert set(town.tolist()) == {0}
    assert (towns.lat.tolist(), towns.lon.tolist()) == ([at[0]], [at[1]])
    assert (towns.points.tolist(), towns.apart.tolist()) == ([number], [apart])


def test_towns_with_a_point_come_first():
    town, towns = indexed(
        [("ITA", "Rome", "", NOWHERE), ("ITA", "Milan", "", MILAN), ("FRA", "Metz", "", NOWHERE)]
    )
    assert towns.names.to_pylist() == ["Milan", "Rome", "Metz"]
    assert town.tolist() == [1, 0, 2]
    assert len(towns.lat) == 1


@pytest.mark.parametrize(
    ("name", "country", "found"),
    [
        ("Columbia", "USA", ["Columbia, Missouri", "Columbia, Maryland"]),
        ("Columbia, Missouri", "USA", ["Columbia, Missouri"]),
        ("COLUMBIA, missouri", "USA", ["Columbia, Missouri"]),
        ("Columbia, Ohio", "USA", []),
        ("Columbia", "CAN", []),
        ("Vienna", "AUT", ["Vienna"]),
        ("Vienna, Vienna", "AUT", ["Vienna"]),
        ("", "AUT", []),
    ],
)
def test_a_town_is_found_by_its_name_with_or_without_its_state(name, country, found):
    _, towns = indexed(
        [
            ("USA", "Columbia", "Missouri", MISSOURI),
            ("USA", "Columbia", "Maryland", MARYLAND),
            ("AUT", "Vienna", "Vienna", (48.2, 16.37)),
            ("AUT", "", "", NOWHERE),
        ]
    )
    places = towns.named(name, ISO3.index(country)).tolist()
    assert [towns.labels[place].as_py() for place in places] == found
