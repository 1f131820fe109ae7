"""The command line of protocols: what it prints, its exit codes, and what it leaves alone."""

import pytest
from openpyxl import load_workbook

from data.protocols import main
from tests.data.readers.workbooks.samples import changed, write_book


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PROTOCOLS_DIR", str(tmp_path / "protocols"))
    monkeypatch.setenv("DATASETS_DIR", str(tmp_path / "datasets"))

    def command(*arguments):
        code = main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


def test_import_list_check_remove(tmp_path, run):
    path = write_book(tmp_path / "ours.xlsx")
    assert run("import", path, "--name", "ours", "--title", "Our protocols") == (
        0,
        "2 protocols with 6 events imported\nnote: classes of your own: Anti-CD3 antibody\n"
        f"The dataset is in {tmp_path}/protocols/ours; the app shows it from its next start.\n",
        "",
    )
    assert run("list") == (0, "ours: Our protocols, 2 protocols, 6 events, data of 2024-03\n", "")
    assert run("check", "ours") == (0, "ours: sound\n", "")
    assert run("remove", "ours") == (0, "ours was removed\n", "")
    assert run("list") == (0, "", "")


def test_a_refusal_is_a_line_a_problem(tmp_path, run):
    book = changed("events", 1, start_day=30, end_day=7)
    book = {**book, "regimens": changed("regimens", 0, label="Foo\x1b[2J")["regimens"]}
    code, out, err = run("import", write_book(tmp_path / "a.xlsx", book), "--name", "ours")
    lines = err.splitlines()
    assert (code, out, len(lines)) == (2, "", 3)
    assert lines[0] == "a.xlsx was not imported: 2 problems."
    assert "\x1b" not in err
    assert run("list") == (0, "", "")


def test_check_of_a_damaged_dataset(tmp_path, run):
    run("import", write_book(tmp_path / "a.xlsx"), "--name", "ours")
    (tmp_path / "protocols" / "ours" / "current" / "agents.csv").write_text("x")
    code, out, _ = run("check", "ours")
    assert code == 2 and "agents.csv is not the file that was written" in out
    (tmp_path / "protocols" / "ours" / "current" / "manifest.json").write_text("{")
    assert "manifest.json cannot be read" in run("list")[1]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("import", "nothing.xlsx", "--name", "ours"), "nothing.xlsx does not exist."),
        (("import", "nothing.xlsx", "--name", "Our Own"), "is no name for a dataset"),
        (("check", "ours"), "There is no dataset ours"),
        (("remove", "ours"), "There is no dataset ours"),
        (("template", "my.xls"), "my.xls is no name for a workbook; allowed: one in .xlsx."),
        (
            ("template", "--from", "miami-2005", "my.xlsx"),
            "There is no protocol miami-2005. Perhaps one of these is meant: miami-2005-07-ita",
        ),
        (("template", "--from", "\x1b[2J", "my.xlsx"), "There is no protocol \\x1b[2J."),
    ],
)
def test_what_cannot_be_used_ends_with_one_sentence_and_code_2(run, arguments, words):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert words in err and err.count("\n") == 1


@pytest.mark.parametrize("arguments", [(), ("import", "x"), ("template",), ("lists",)])
def test_a_wrong_command_is_code_2(run, arguments):
    with pytest.raises(SystemExit) as caught:
        run(*arguments)
    assert caught.value.code == 2


def test_a_template_is_written_and_none_written_over(tmp_path, run):
    path = tmp_path / "my.xlsx"
    code, out, _ = run("template", path)
    assert (code, out) == (0, f"{path} was written; its first sheet tells how to fill it.\n")
    assert load_workbook(path)["regimens"]["A2"].value == "example"
    before = path.read_bytes()
    code, _, err = run("template", path)
    assert (code, err) == (2, f"{path} is there already; allowed: a new name.\n")
    assert path.read_bytes() == before


@pytest.mark.parametrize("wanted", ["miami-2005-07-ita", "MIAMI-2005-07-ITA"])
def test_a_template_filled_with_a_protocol_is_imported_as_it_is(tmp_path, run, wanted):
    path = tmp_path / "my.xlsx"
    assert run("template", "--from", wanted, path)[0] == 0
    code, out, _ = run("import", path, "--name", "ours")
    assert (code, out.splitlines()[0]) == (0, "1 protocol with 11 events imported")


def test_a_template_is_filled_with_a_protocol_of_the_house(tmp_path, run):
    run("import", write_book(tmp_path / "a.xlsx"), "--name", "ours")
    path = tmp_path / "my.xlsx"
    assert run("template", "--from", "ours.pilot-2025", path)[0] == 0
    assert load_workbook(path)["regimens"]["A2"].value == "pilot-2025"


def test_a_damaged_dataset_does_not_keep_another_from_its_template(tmp_path, run):
    for name in ("broken", "ours"):
        run("import", write_book(tmp_path / "a.xlsx"), "--name", name)
    (tmp_path / "protocols" / "broken" / "current" / "agents.csv").write_text("x")
    code, _, err = run("template", "--from", "ours.pilot-2025", tmp_path / "my.xlsx")
    assert code == 0 and err.startswith("broken was left out: ")


def test_a_disk_that_cannot_be_written(tmp_path, run, monkeypatch):
    code, out, err = run("template", tmp_path / "nowhere" / "my.xlsx")
    assert (code, out) == (1, "")
    assert err.startswith("Nothing was changed: No such file or directory")
