"""``python -m data.protocols``: write a template, import protocols, list, check, remove them.

Exit codes: 0 done, 1 the machine failed (disk full, no permission), 2 the file or the command
cannot be used: every problem is told in a line. After 1 and 2 every dataset is as it was.
"""

import argparse
import errno
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from data.datasets.on_disk import default_root as trials_root
from data.datasets.protocol_import import ProtocolRequest, built_in, run_protocol_import
from data.datasets.protocol_store import load_protocols
from data.datasets.protocols_on_disk import default_root, manifest_of, version_problems
from data.datasets.versions import DatasetError, checked_name, folder_of, names, remove
from data.model.amounts import amount
from data.queries.one_regimen import find_regimen, near_matches
from data.queries.template_rows import template_rows
from data.readers.formats import UnusableInputError
from data.readers.import_report import printable
from data.readers.workbooks.template import template_bytes
from data.store import TrialStore, load_store

DONE, MACHINE_FAILED, UNUSABLE = 0, 1, 2
LONGEST_LINE = 2_000
ENDING = ".xlsx"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except (UnusableInputError, DatasetError) as error:
        return _failed(UNUSABLE, str(error))
    except OSError as error:
        words = "the disk is full" if error.errno == errno.ENOSPC else error.strerror or str(error)
        where = f" ({error.filename})" if error.filename else ""
        return _failed(MACHINE_FAILED, f"Nothing was changed: {words}{where}.")
    except KeyboardInterrupt:
        return _failed(MACHINE_FAILED, "Stopped; nothing was changed.")


def _failed(code: int, message: str) -> int:
    for line in message.splitlines():
        print(printable(line, LONGEST_LINE), file=sys.stderr)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m data.protocols", description=__doc__)
    parser.add_argument(
        "--protocols",
        type=Path,
        default=default_root(),
        help="folder of the datasets of protocols (PROTOCOLS_DIR, else protocols/ beside app.py)",
    )
    parser.add_argument(
        "--datasets",
        type=Path,
        default=trials_root(),
        help="folder of imported trials, whose names are taken (DATASETS_DIR, else datasets/)",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    template = commands.add_parser("template", help="write a workbook to fill in")
    template.add_argument("path", type=Path, metavar="FILE.xlsx")
    template.add_argument(
        "--from", dest="regimen", default="", help="fill it with a protocol: its name in a link"
    )
    template.set_defaults(run=_template)
    load = commands.add_parser("import", help="read a workbook, a folder of CSV or a USDM JSON")
    load.add_argument("path", type=Path, metavar="PATH")
    load.add_argument("--name", required=True, help="lower-case letters, digits, hyphens")
    load.add_argument("--title", default="", help="the name in words")
    load.set_defaults(run=_import)
    commands.add_parser("list", help="list the datasets of protocols").set_defaults(run=_list)
    check = commands.add_parser("check", help="re-read a dataset: checksums, cells, keys")
    check.add_argument("name")
    check.set_defaults(run=_check)
    gone = commands.add_parser("remove", help="remove a dataset of protocols")
    gone.add_argument("name")
    gone.set_defaults(run=_remove)
    return parser


def _template(options: argparse.Namespace) -> int:
    path: Path = options.path
    if path.suffix.lower() != ENDING:
        raise UnusableInputError(f"{path.name} is no name for a workbook; allowed: one in .xlsx.")
    if path.exists():
        raise UnusableInputError(f"{path} is there already; allowed: a new name.")
    list_of_ours = built_in()
    if options.regimen:
        store, regimen = _found(options.protocols, options.regimen)
        listed = {row["agent"] for row in list_of_ours.agents}
        content = template_bytes(list_of_ours.agents, template_rows(store, regimen, listed))
    else:
        content = template_bytes(list_of_ours.agents)
    try:
        path.write_bytes(content)
    except OSError:
        path.unlink(missing_ok=True)
        raise
    print(f"{path} was written; its first sheet tells how to fill it.")
    return DONE


def _found(root: Path, wanted: str) -> tuple[TrialStore, str]:
    """The built-in protocol, or the one of a dataset of protocols, of a name.

    Raises:
        UnusableInputError: there is none.
    """
    near: list[str] = []
    for store in _stores(root):
        regimen = find_regimen(store, wanted)
        if regimen:
            return store, regimen
        near += near_matches(store, wanted)
    meant = f" Perhaps one of these is meant: {', '.join(near)}." if near else ""
    raise UnusableInputError(f"There is no protocol {printable(wanted, 60)}.{meant}")


def _stores(root: Path) -> Iterator[TrialStore]:
    yield load_store()
    for name in names(root):
        try:
            yield load_protocols(root, name)
        except DatasetError as error:
            print(f"{name} was left out: {error}", file=sys.stderr)


def _import(options: argparse.Namespace) -> int:
    manifest = run_protocol_import(
        ProtocolRequest(
            options.path, options.name, options.protocols, options.datasets, options.title
        )
    )
    print(
        f"{amount(manifest['protocols'], 'protocol')} with "
        f"{amount(manifest['events'], 'event')} imported"
    )
    if manifest["example_rows"]:
        print(f"note: {amount(manifest['example_rows'], 'row')} of the worked example skipped")
    for remark in manifest["remarks"]:
        print(f"note: {printable(remark, LONGEST_LINE)}")
    if manifest["own_classes"]:
        print(f"note: classes of your own: {printable(', '.join(manifest['own_classes']))}")
    folder = folder_of(options.protocols, options.name).parent
    print(f"The dataset is in {folder}; the app shows it from its next start.")
    return DONE


def _list(options: argparse.Namespace) -> int:
    for name in names(options.protocols):
        try:
            manifest = manifest_of(folder_of(options.protocols, name))
        except DatasetError as error:
            print(f"{name}: {error}")
            continue
        print(
            f"{name}: {printable(manifest['title'])}, {amount(manifest['protocols'], 'protocol')}, "
            f"{amount(manifest['events'], 'event')}, "
            f"data of {manifest['date_of_data'] or 'a date not known'}"
        )
    return DONE


def _check(options: argparse.Namespace) -> int:
    problems = version_problems(folder_of(options.protocols, options.name))
    for problem in problems:
        print(f"{options.name}: {problem}")
    if not problems:
        print(f"{options.name}: sound")
    return UNUSABLE if problems else DONE


def _remove(options: argparse.Namespace) -> int:
    remove(options.protocols, checked_name(options.name))
    print(f"{options.name} was removed")
    return DONE


if __name__ == "__main__":
    sys.exit(main())
