import pytest

from data.queries.arm_codes import arm_code, arm_of


@pytest.mark.parametrize(
    ("nct_id", "position", "code"),
    [
        ("NCT00000001", 1, "nct00000001.arm-1"),
        ("ChiCTR-15006418", 12, "chictr-15006418.arm-12"),
        ("CTRI/2020/04/024706", 3, "ctri/2020/04/024706.arm-3"),
    ],
)
def test_a_code_is_read_back(nct_id, position, code):
    assert arm_code(nct_id, position) == code
    assert arm_of(code) == (nct_id.lower(), position)


@pytest.mark.parametrize(
    "code",
    [
        "",
        "miami-2005-07-ita",
        "ours.standard-2024",
        "nct00000001.arm-0",
        "nct00000001.arm-x",
        "nct00000001.arm-1234567",
        ".arm-1",
        "a~b.arm-1",
        "nct00000001.arm-1\n",
    ],
)
def test_anything_else_is_no_arm(code):
    assert arm_of(code) is None
