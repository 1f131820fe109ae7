"""The audit of the pinned packages tells vulnerable, sound and not asked apart."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests import audit

ROOT = Path(__file__).parent.parent
VULNERABILITY = {
    "id": "PYSEC-2026-1",
    "summary": "Holds the door open",
    "modified": "2026-01-01T00:00:00Z",
    "aliases": [],
    "affected": [
        {
            "package": {"name": "flask", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "3.1.4"}]}],
        }
    ],
}


class Database(BaseHTTPRequestHandler):
    """An OSV service that knows one vulnerability, of Flask 3.1.3."""

    code = 200

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        is_flask = (asked["package"]["name"], asked["version"]) == ("flask", "3.1.3")
        body = json.dumps({"vulns": [VULNERABILITY]} if is_flask else {}).encode()
        self.send_response(self.code)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args):
        pass


@pytest.fixture
def database(monkeypatch):
    with ThreadingHTTPServer(("127.0.0.1", 0), Database) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("PIP_AUDIT_OSV_URL", f"http://127.0.0.1:{server.server_port}/v1/query")
        yield server
        server.shutdown()


@pytest.fixture
def audited(tmp_path, capsys):
    """The audit's answer on pinned packages: (exit code, its words)."""

    def run(pins):
        path = tmp_path / "requirements.txt"
        path.write_text(pins, encoding="utf-8")
        code = audit.main([str(path)], ["osv"])
        return code, capsys.readouterr().out

    return run


def test_a_known_vulnerability_fails(database, audited):
    assert audited("dash==4.4.1\nFlask==3.1.3\n") == (
        1,
        "VULNERABLE flask 3.1.3: PYSEC-2026-1, mended in 3.1.4\n"
        "audit: 1 known vulnerabilities in 2 packages (osv)\n",
    )


def test_sound_packages_pass(database, audited):
    assert audited("dash==4.4.1\n") == (
        0,
        "audit: 0 known vulnerabilities in 1 packages (osv)\n",
    )


def test_a_database_that_refuses_is_said_out_loud(database, audited, monkeypatch):
    monkeypatch.setattr(Database, "code", 503)
    code, said = audited("dash==4.4.1\n")
    assert code == 0
    assert said.startswith("AUDIT SKIPPED, NOTHING WAS AUDITED: no database answers (osv: ")


def test_no_network_is_said_out_loud(monkeypatch, audited):
    monkeypatch.setenv("PIP_AUDIT_OSV_URL", "http://127.0.0.1:9/v1/query")
    code, said = audited("dash==4.4.1\n")
    assert code == 0
    assert said.startswith("AUDIT SKIPPED, NOTHING WAS AUDITED: no database answers (osv: ")


def test_a_database_that_does_not_answer_is_not_waited_for(monkeypatch, audited):
    monkeypatch.setattr(audit, "LONGEST", 0.01)
    assert audited("dash==4.4.1\n") == (
        0,
        "AUDIT SKIPPED, NOTHING WAS AUDITED: no database answers (osv: no answer in 0.01 s)\n",
    )


def test_a_fault_of_the_audit_itself_fails(database, audited):
    with pytest.raises(RuntimeError, match="pip-audit failed"):
        audited("dash\n")


SOUND = {"name": "a", "version": "1", "vulns": []}
SKIPPED = {"name": "b", "skip_reason": "Dependency not found on PyPI and could not be audited"}


def test_a_mirror_that_knows_no_package_is_no_database():
    with pytest.raises(audit.AwayError, match="none of the packages"):
        audit.read(json.dumps({"dependencies": [SKIPPED]}))
    assert audit.read(json.dumps({"dependencies": [SOUND, SKIPPED]})) == audit.Audit(2, (), ("b",))


def test_all_pins_are_audited():
    for file in audit.FILES:
        for line in (ROOT / file).read_text(encoding="utf-8").splitlines():
            assert not line or line.startswith(("#", "-r ")) or "==" in line, line
