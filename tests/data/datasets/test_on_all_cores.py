import io
import pickle
import sys

import pytest

from data.datasets import on_all_cores
from data.datasets.on_all_cores import answer, mapped


def test_results_come_in_the_order_of_the_parts():
    parts = [[str(n) for n in range(at, at + 3)] for at in range(0, 60, 3)]
    assert [*mapped(int, parts)] == [list(range(at, at + 3)) for at in range(0, 60, 3)]


@pytest.mark.parametrize("parts", [[], [[]], [[], ["1"]]])
def test_nothing_to_do_gives_nothing(parts):
    assert [*mapped(int, parts)] == [[int(each) for each in part] for part in parts]


def test_parts_are_taken_as_they_are_needed():
    taken = []

    def parts():
        for number in range(100):
            taken.append(number)
            yield [str(number)]

    results = mapped(int, parts())
    assert next(results) == [0]
    assert len(taken) <= 2 * on_all_cores.CORES
    results.close()


@pytest.mark.parametrize("program", ["pass", "import sys; sys.stdin.buffer.read(9)"])
def test_a_process_that_ends_is_an_error_of_the_system(monkeypatch, program):
    monkeypatch.setattr(on_all_cores, "COMMAND", (sys.executable, "-c", program))
    with pytest.raises(OSError):
        [*mapped(int, [["1"]] * 50)]


def test_a_process_that_cannot_start_is_an_error_of_the_system(monkeypatch):
    monkeypatch.setattr(on_all_cores, "COMMAND", ("/no/such/program",))
    with pytest.raises(OSError):
        [*mapped(int, [["1"]])]


def test_a_process_answers_until_nothing_more_is_asked():
    asked, answers = io.BytesIO(), io.BytesIO()
    for part in (["1", "2"], []):
        pickle.dump((int, part), asked)
    asked.seek(0)
    answer(asked, answers)
    answers.seek(0)
    assert [pickle.load(answers), pickle.load(answers)] == [[1, 2], []]
    assert not answers.read()
