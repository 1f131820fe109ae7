"""The command line: what it prints, and its exit codes."""

import pytest

from data.registry import main
from tests.data.readers.samples import FULL, study, write
from tests.protocols import OURS, import_protocols


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("DATASETS_DIR", str(tmp_path / "datasets"))

    def command(*arguments):
        code = main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


def test_import_list_check_remove(tmp_path, run):
    path = write(tmp_path / "a.json", [FULL, study("NCT0")])
    code, out, err = run("import", path, "--name", "mine", "--title", "My <b>search</b>")
    assert code == 0
    assert out.startswith("1 studies imported, 1 skipped\n  skipped a.json, study 2 : ")
    assert err == "100% read, 0 studies\n"
    assert run("list") == (
        0,
        "mine: My <b>search</b>, 1 studies, data of 2014-03-04 "
        "(the newest version date that its records state)\n",
        "",
    )
    assert run("check", "mine") == (0, "mine: sound\n", "")
    assert run("remove", "mine") == (0, "mine was removed\n", "")
    assert run("list") == (0, "", "")


def test_check_of_a_damaged_dataset(tmp_path, run):
    run("import", write(tmp_path / "a.json", [FULL]), "--name", "mine")
    (tmp_path / "datasets" / "mine" / "current" / "trials.parquet").write_bytes(b"x")
    code, out, _ = run("check", "mine")
    assert code == 2 and "checksum differs" in out


def test_a_name_of_protocols_is_taken(tmp_path, run, monkeypatch):
    monkeypatch.setenv("PROTOCOLS_DIR", str(tmp_path / "protocols"))
    import_protocols(tmp_path / "protocols")
    path = write(tmp_path / "a.json", [FULL])
    for command in (("import", path), ("fetch", "--query", "islets")):
        code, _, err = run(*command, "--name", OURS)
        assert code == 2 and err.startswith("ours is the name of protocols in ")
    assert run("list") == (0, "", "")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("import", "nothing.json", "--name", "mine"), "nothing.json does not exist."),
        (("import", "nothing.json", "--name", "My Search"), "is no name for a dataset"),
        (("check", "mine"), "There is no dataset mine"),
        (("remove", "mine"), "There is no dataset mine"),
    ],
)
def test_what_cannot_be_used_ends_with_one_sentence_and_code_2(run, arguments, words):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert words in err and err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments", [(), ("import", "x"), ("import", "x", "--name", "a", "--date", "soon")]
)
def test_a_wrong_command_is_code_2(run, arguments):
    with pytest.raises(SystemExit) as caught:
        run(*arguments)
    assert caught.value.code == 2


def test_several_paths_make_one_dataset(tmp_path, run):
    first = write(tmp_path / "a.json", [study("NCT00000001")])
    second = write(tmp_path / "b.csv", "NCT Number\nNCT00000002\n")
    code, out, _ = run("import", first, second, "--name", "both")
    assert (code, out.splitlines()[0]) == (0, "2 studies imported, 0 skipped")


def test_tables_of_aact_given_one_by_one_are_one_export(tmp_path, run):
    conditions = write(tmp_path / "conditions.txt", "nct_id|name\nNCT00000001|Flu\n")
    studies = write(tmp_path / "studies.txt", "nct_id|phase\nNCT00000001|NA\n")
    code, out, _ = run("import", conditions, studies, "--name", "mine")
    assert (code, out.splitlines()[0]) == (0, "1 studies imported, 0 skipped")
    assert "\nnote: conditions.txt" not in out and "browse_conditions.txt is missing" in out


def test_a_table_of_aact_without_the_studies(tmp_path, run):
    path = write(tmp_path / "conditions.txt", "nct_id|name\nNCT00000001|Flu\n")
    code, out, err = run("import", path, "--name", "mine")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "there is no studies.txt with it; give the folder or the zip" in err
