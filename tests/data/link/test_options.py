"""The groups of options: one list, from which keys, links and words follow."""

import pytest

from data.link.options import (
    OPTION_GROUPS,
    OPTION_KEYS,
    OPTIONS,
    CompareOptions,
    DesignOptions,
    KnownFields,
    MapOptions,
    Part,
    PresentOptions,
    ProtocolOptions,
    TableOptions,
    ThenAndNowOptions,
)
from data.model import vocabulary as v

KNOWN = KnownFields.of(
    {"a": "Regimen A", "b": "Regimen B"},
    {"tac": "Tacrolimus"},
    v.AGENT_CLASS.labels,
    (1994, 2007),
).beside({"islets": "Islets"})


def test_no_two_groups_share_a_key():
    keys = [option.key for group in OPTION_GROUPS.values() for option in group.options().values()]
    assert len(set(keys)) == len(keys) == len(OPTIONS)
    assert set(keys) - set(OPTION_KEYS) == {"present"}


@pytest.mark.parametrize(
    ("options", "values", "said"),
    [
        (MapOptions(), {}, ()),
        (
            MapOptions("organisations", region="asia"),
            {"count": "organisations", "region": "asia"},
            ("count: Organisations", "region: Asia"),
        ),
        (DesignOptions("share"), {"measure": "share"}, ("measure: Share of trials",)),
        (ProtocolOptions(), {}, ()),
        (
            ProtocolOptions(
                regimen=("b",), agent=("tac",), role=("GRAFT",), year_to="2000", window="followup"
            ),
            {"regimen": "b", "agent": "tac", "role": "graft", "to": "2000", "window": "followup"},
            ("Regimen: Regimen B", "Role: Graft", "Agent: Tacrolimus", "To: 2000"),
        ),
        # a part of a figure is how it is looked at, and no choice
        (ProtocolOptions(part=2), {"part": "2"}, ()),
        (ProtocolOptions(part=Part.MOST), {"part": "1000"}, ()),
        (CompareOptions(("a", "b")), {"compare": "a~b"}, ("compared: Regimen A or Regimen B",)),
        (
            ThenAndNowOptions(("CHANGED",), ("phase",), "islets"),
            {"change": "changed", "field": "phase", "against": "islets"},
            ("change: changed", "field: phase"),
        ),
        (
            TableOptions("islet", (("title", True),)),
            {"find": "islet", "sort": "-title"},
            ("search in the table: “islet”", "sorted by title (descending)"),
        ),
        (PresentOptions("trial-map"), {"present": "trial-map"}, ()),
    ],
)
def test_a_group_is_written_read_and_said(options, values, said):
    assert options.to_values() == values
    assert type(options).from_values(values, KNOWN) == (options, ())
    assert options.describe(KNOWN) == said
    assert options.control_values().keys() == type(options).keys()
    assert options.without(*values) == type(options)()


def test_words_leave_out_what_the_data_do_not_have():
    assert ProtocolOptions(regimen=("gone",)).describe(KNOWN) == ()


@pytest.mark.parametrize(
    ("text", "part", "canonical"),
    [("", 1, {}), ("1", 1, {}), ("2", 2, {"part": "2"}), ("007", 7, {"part": "7"})],
)
def test_a_part_is_read_and_written_in_one_form(text, part, canonical):
    options, complaints = ProtocolOptions.from_values({"part": text}, KNOWN)
    assert (options.part, complaints) == (part, ())
    assert options.to_values() == canonical
    assert options.control_values()["part"] == str(part)


@pytest.mark.parametrize(
    "text", ["0", "-1", "1001", "0010001", "9" * 5000, "1.5", "1e2", "２", "²", " 2", "<b>", "%00"]
)
def test_a_part_that_is_no_number_from_one_is_said(text):
    options, complaints = ProtocolOptions.from_values({"part": text}, KNOWN)
    assert options == ProtocolOptions()
    (said,) = complaints
    assert said.startswith("Part: ") and said.endswith("is not known here and was ignored.")
    assert len(said) < 200
