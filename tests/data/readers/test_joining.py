"""Trials in two registers: which are one, which is kept, and what stays apart."""

import pytest

from data.readers.joining import Registrations

NCT, OTHER_NCT, ISRCTN = "NCT90000001", "NCT90000002", "ISRCTN90000003"
EU, INDIA = "EUCTR2016-003433-20", "CTRI/2020/04/024706"


@pytest.mark.parametrize(
    ("records", "same", "apart"),
    [
        ([], {}, ()),
        ([(NCT, ())], {}, ()),
        ([(NCT, (ISRCTN,))], {}, ()),
        ([(ISRCTN, (NCT,)), (NCT, ())], {ISRCTN: NCT}, ()),
        ([(NCT, (ISRCTN,)), (ISRCTN, (NCT,))], {ISRCTN: NCT}, ()),
        ([(NCT, (NCT,)), (ISRCTN, ())], {}, ()),
        ([(ISRCTN, (INDIA,)), (INDIA, ())], {INDIA: ISRCTN}, ()),
        (
            [(ISRCTN, (EU,)), (f"{EU}-DE", ()), (NCT, (EU,))],
            {ISRCTN: NCT, EU: NCT},
            (),
        ),
        ([(ISRCTN, (NCT, OTHER_NCT)), (NCT, ()), (OTHER_NCT, ())], {}, ((ISRCTN, NCT, OTHER_NCT),)),
        ([(NCT, (OTHER_NCT,)), (OTHER_NCT, ())], {}, ((NCT, OTHER_NCT),)),
    ],
)
def test_records_that_name_one_another(records, same, apart):
    registrations = Registrations()
    for trial_id, named in records:
        registrations.add(trial_id, named)
    joined = registrations.joined()
    assert (joined.same, joined.apart) == (same, apart)


def test_a_long_chain_is_followed():
    registrations = Registrations()
    ids = ["DRKS00000001", "ISRCTN00000001", "KCT0000001", "TCTR20200402002", "RPCEC00000309"]
    for one, other in zip(ids, [*ids[1:], NCT], strict=True):
        registrations.add(one, (other,))
    registrations.add(NCT, ())
    assert registrations.joined().same == dict.fromkeys(ids, NCT)


def test_what_stays_apart_is_told():
    registrations = Registrations()
    for number in range(7):
        registrations.add(f"NCT0000000{number}", (f"NCT1000000{number}",))
        registrations.add(f"NCT1000000{number}", ())
    note = registrations.joined().note()
    assert "NCT00000000, NCT10000000" in note
    assert note.endswith("and 2 more")
    assert Registrations().joined().note() == ""
