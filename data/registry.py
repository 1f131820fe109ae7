"""``python -m data.registry``: import or fetch studies, list, check and remove datasets.

Exit codes: 0 done (studies that could not be read are in the report), 1 the machine failed
(disk full, no permission, registry not reached), 2 the input or the command cannot be used.
After 1 and 2 every dataset is as it was.
"""

import argparse
import errno
import sys
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa

from data.datasets.catalogue import index_of
from data.datasets.fetch import BASE, Api, FetchError, Search, run_fetch
from data.datasets.importing import Request, day_of, run_import
from data.datasets.on_disk import default_root, manifest_of, version_problems
from data.datasets.protocols_on_disk import default_root as protocols_root
from data.datasets.versions import DatasetError, checked_name, folder_of, names, remove
from data.readers.formats import UnusableInputError
from data.readers.import_report import Report, printable

DONE, MACHINE_FAILED, UNUSABLE = 0, 1, 2
LONGEST_SENTENCE = 1_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except (UnusableInputError, DatasetError) as error:
        return _failed(UNUSABLE, printable(str(error), LONGEST_SENTENCE))
    except FetchError as error:
        return _failed(MACHINE_FAILED, printable(str(error), LONGEST_SENTENCE))
    except OSError as error:
        words = "the disk is full" if error.errno == errno.ENOSPC else error.strerror or str(error)
        where = f" ({error.filename})" if error.filename else ""
        return _failed(MACHINE_FAILED, f"Nothing was changed: {words}{where}.")
    except pa.ArrowException as error:
        return _failed(MACHINE_FAILED, f"Nothing was changed: {error}")
    except KeyboardInterrupt:
        return _failed(MACHINE_FAILED, "Stopped; nothing was changed.")


def _failed(code: int, sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m data.registry", description=__doc__)
    parser.add_argument(
        "--datasets",
        type=Path,
        default=default_root(),
        help="folder of the datasets (DATASETS_DIR, else datasets/ beside app.py)",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    load = commands.add_parser("import", help="read registry files into a dataset")
    load.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    load.add_argument("--name", required=True, help="lower-case letters, digits, hyphens")
    load.add_argument("--title", default="", help="the name in words")
    load.add_argument("--date", type=day_of, help="date of the data, YYYY-MM-DD, if you know it")
    load.set_defaults(run=_import)
    fetch = commands.add_parser("fetch", help="get a search from the registry into a dataset")
    fetch.add_argument("--query", required=True, help="as in the site's field Other terms")
    fetch.add_argument("--name", required=True, help="lower-case letters, digits, hyphens")
    fetch.add_argument("--title", default="", help="the name in words")
    fetch.add_argument("--base", default=BASE, help=f"address of the API ({BASE})")
    fetch.set_defaults(run=_fetch)
    commands.add_parser("list", help="list the datasets").set_defaults(run=_list)
    check = commands.add_parser("check", help="re-read a dataset: counts, checksums, codes")
    check.add_argument("name")
    check.set_defaults(run=_check)
    gone = commands.add_parser("remove", help="remove a dataset")
    gone.add_argument("name")
    gone.set_defaults(run=_remove)
    return parser


def _free_name(name: str) -> str:
    """The name, if no dataset of protocols has it: a link says no more than the name.

    Raises:
        DatasetError: one has it.
    """
    root = protocols_root()
    if name in names(root):
        raise DatasetError(
            f"{name} is the name of protocols in {root}; give the trials another one."
        )
    return name


def _import(options: argparse.Namespace) -> int:
    report = run_import(
        Request(
            tuple(options.paths),
            _free_name(options.name),
            options.datasets,
            options.title,
            options.date or "",
        )
    )
    return _told(report, options)


def _fetch(options: argparse.Namespace) -> int:
    search = Search(options.query, _free_name(options.name), options.datasets, options.title)
    return _told(run_fetch(search, Api(options.base)), options)


def _told(report: Report, options: argparse.Namespace) -> int:
    for line in report.in_words():
        print(line)
    folder = folder_of(options.datasets, options.name).parent
    print(f"The dataset is in {folder}; the app shows it from its next start.")
    return DONE


def _list(options: argparse.Namespace) -> int:
    for name in names(options.datasets):
        try:
            manifest = manifest_of(folder_of(options.datasets, name))
        except DatasetError as error:
            print(f"{name}: {error}")
            continue
        print(
            f"{name}: {printable(manifest['title'])}, {manifest['studies_read']} studies, "
            f"data of {manifest['date_of_data'] or 'a date not known'} "
            f"({manifest['date_of_data_basis']})"
        )
    return DONE


def _check(options: argparse.Namespace) -> int:
    folder = folder_of(options.datasets, options.name)
    problems = version_problems(folder)
    if not problems:
        problems = [text for text in [index_of(folder, options.name).damage()] if text]
    for problem in problems:
        print(f"{options.name}: {problem}")
    if not problems:
        print(f"{options.name}: sound")
    return UNUSABLE if problems else DONE


def _remove(options: argparse.Namespace) -> int:
    remove(options.datasets, checked_name(options.name))
    print(f"{options.name} was removed")
    return DONE


if __name__ == "__main__":
    sys.exit(main())
