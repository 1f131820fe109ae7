"""Derived columns of AACT are those that the same words give record by record."""

import numpy as np
import pyarrow as pa

from data.readers.aact_derived import ArmTypes, DonorTitles, cell_columns, control_columns
from data.readers.derived import cell_cells, control_cells

EXPERIMENTAL, PLACEBO, ACTIVE = "EXPERIMENTAL", "PLACEBO_COMPARATOR", "ACTIVE_COMPARATOR"


def test_control_is_that_of_the_arms_of_each_study():
    arms = ArmTypes.of(np.array([7, 3, 7, 7]), pa.array([PLACEBO, ACTIVE, EXPERIMENTAL, ACTIVE]))
    models = ["PARALLEL", "SINGLE_GROUP", "NOT_STATED"]
    found = control_columns(arms.of_studies(np.array([7, 3, 5])), pa.array(models))
    wanted = [
        control_cells((PLACEBO, EXPERIMENTAL, ACTIVE), "PARALLEL"),
        control_cells((ACTIVE,), "SINGLE_GROUP"),
        control_cells((), "NOT_STATED"),
    ]
    assert wanted[0]["control"] == "PLACEBO|ACTIVE"
    for name in ("control", "control_basis"):
        assert found[name].to_pylist() == [each[name] for each in wanted]


def test_no_arms_and_no_studies_at_all():
    nothing = np.array([], np.int64)
    arms = ArmTypes.of(nothing, pa.array([], pa.string()))
    assert arms.of_studies(np.array([1])).to_pylist() == [""]
    empty = pa.array([], pa.string())
    assert len(control_columns(arms.of_studies(nothing), empty)["control"]) == 0
    assert len(cell_columns(empty, empty, empty)["donor"]) == 0
    assert DonorTitles().of_studies(np.array([1])).to_pylist() == [""]


def test_cells_and_donor_are_those_of_name_and_titles():
    titles = DonorTitles()
    titles.add(
        np.array([9, 4]),
        pa.array(["Autologous CD19 CAR-T Cells", "CAR-T Cells"]),
        pa.array(["", "A Study"]),
    )
    titles.add(np.array([2]), pa.array(["A"]), pa.array(["Allogeneic MSC in Adults"]))
    rows = [
        (9, "CAR-T cells", "BIOLOGICAL", ("Autologous CD19 CAR-T Cells", "")),
        (4, "CAR-T  cells", "BIOLOGICAL", ("CAR-T Cells", "A Study")),
        (2, "MSC", "DRUG", ("A", "Allogeneic MSC in Adults")),
        (2, "Insulin", "DRUG", ("A", "Allogeneic MSC in Adults")),
        (5, "Autologous CD34+ cells", "NOT_STATED", ()),
    ]
    found = cell_columns(
        pa.array([name for _, name, _, _ in rows]),
        pa.array([kind for _, _, kind, _ in rows]),
        titles.of_studies(np.array([number for number, *_ in rows])),
    )
    for name in ("cell_product", "donor", "certainty", "basis"):
        wanted = [
            cell_cells(" ".join(own.split()), kind, said)[name] for _, own, kind, said in rows
        ]
        assert found[name].to_pylist() == wanted
    assert found["donor"].to_pylist() == [
        *("AUTOLOGOUS", "NOT_STATED", "ALLOGENEIC", "NOT_STATED", "AUTOLOGOUS")
    ]
