"""Asks public databases for known vulnerabilities of the pinned packages; `make audit` calls it.

Exit code 1: a pinned version is known to be vulnerable, or pip-audit itself failed. Where no
database answers, one loud line says so, and the code is 0. pip-audit's own code cannot tell: it
is 1 where there is no network, and 0 where a mirror of PyPI knows none of the packages.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

DATABASES = ("pypi", "osv")
"""Asked in this order until one answers; each knows the advisories of PyPI."""
LONGEST = 30
"""Seconds for one database: a minute for both."""
FILES = ("requirements.txt", "requirements-dev.txt")
NO_ANSWER = re.compile(
    r"^(requests\.exceptions\.\w+|pip_audit\._service\.interface\.ServiceError"
    r"|ERROR:pip_audit\._cli:Could not connect)",
    re.MULTILINE,
)
"""Lines by which pip-audit tells that a database is away, refuses, or answers nonsense."""


class AwayError(Exception):
    """A database does not answer: why."""


@dataclass(frozen=True)
class Audit:
    """The findings of a database, each as a line, and the packages that it does not know."""

    asked: int
    findings: tuple[str, ...]
    unknown: tuple[str, ...]


def audit(database: str, files: Iterable[str]) -> Audit:
    """Raises AwayError where the database does not answer, RuntimeError where pip-audit fails."""
    command = [sys.executable, "-m", "pip_audit", "--vulnerability-service", database]
    command += ["--format", "json", "--no-deps", "--disable-pip", "--progress-spinner", "off"]
    for file in files:
        command += ["--requirement", file]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST, check=False)
    except subprocess.TimeoutExpired:
        raise AwayError(f"no answer in {LONGEST} s") from None
    if done.stdout.startswith("{"):
        return read(done.stdout)
    if NO_ANSWER.search(done.stderr):
        raise AwayError(done.stderr.strip().splitlines()[-1][:200])
    raise RuntimeError(f"pip-audit failed:\n{done.stderr}")


def read(report: str) -> Audit:
    """Raises AwayError where the database knows no package: it is no database of them."""
    packages = json.loads(report)["dependencies"]
    unknown = tuple(each["name"] for each in packages if "skip_reason" in each)
    if len(unknown) == len(packages):
        raise AwayError("it knows none of the packages")
    findings = tuple(
        f"{each['name']} {each['version']}: {found['id']}, mended in "
        f"{', '.join(found['fix_versions']) or 'no version'}"
        for each in packages
        for found in each.get("vulns", ())
    )
    return Audit(len(packages), findings, unknown)


def main(files: Sequence[str] = FILES, databases: Sequence[str] = DATABASES) -> int:
    away = []
    for database in databases:
        try:
            found = audit(database, files)
        except AwayError as error:
            away.append(f"{database}: {error}")
            continue
        for line in found.findings:
            print(f"VULNERABLE {line}")
        if found.unknown:
            print(f"audit: NOT AUDITED, unknown to {database}: {', '.join(found.unknown)}")
        known = found.asked - len(found.unknown)
        print(
            f"audit: {len(found.findings)} known vulnerabilities in {known} packages ({database})"
        )
        return 1 if found.findings else 0
    print(f"AUDIT SKIPPED, NOTHING WAS AUDITED: no database answers ({'; '.join(away)})")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
