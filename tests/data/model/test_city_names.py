import pytest

from data.model.city_names import kilometres, name_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("VIENNA", "Vienna"),
        ("Vienna ", "Vienna"),
        ("São Paulo", "SAO PAULO"),
        ("İstanbul", "Istanbul"),
        ("Xi’an", "Xi'an"),
        ("Saint-Étienne", "St. Etienne"),
        ("Łódź", "Lodz"),
        ("Mt Pleasant", "Mount Pleasant"),
    ],
)
def test_case_accents_and_punctuation_make_no_other_name(one, other):
    assert name_key(one) == name_key(other) != ""


@pytest.mark.parametrize(("one", "other"), [("Vienna", "Wien"), ("北京", "上海"), ("Rome", "Roma")])
def test_other_names_are_others(one, other):
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize("name", ["", " ", "--", "…"])
def test_a_name_without_letters_has_no_key(name):
    assert name_key(name) == ""


@pytest.mark.parametrize(
    ("one", "other", "way"),
    [
        ((45.46, 9.19), (45.46, 9.19), 0),
        ((45.46, 9.19), (42.78, 12.6), 404),  # Milan, and a point in Umbria
        ((0.0, 179.9), (0.0, -179.9), 22),
    ],
)
def test_kilometres_along_the_ground(one, other, way):
    assert kilometres([one], other)[0] == pytest.approx(way, abs=1)
