import pytest

from tests.load.trouble import phase_at, plan


def test_the_phases_fill_the_time_and_hurt_the_server_within():
    phases = plan(120)
    assert sum(each.seconds for each in phases) == pytest.approx(120)
    assert not phases[0].acts
    for phase in phases[1:]:
        parts = [part for part, _ in phase.acts]
        assert parts == sorted(parts)
        assert all(0 <= part < 1 for part in parts)


@pytest.mark.parametrize(("at", "place"), [(0, 0), (47.9, 0), (48, 1), (78, 2), (119, 2), (150, 2)])
def test_the_phase_of_a_time(at, place):
    phases = plan(120)
    assert phase_at(phases, at) == phases[place].name
