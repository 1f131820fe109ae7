"""One version of the app answers requests from its standard input; nothing of ours is imported.

Run by path, in the folder of the version. A request is a line of JSON; an answer is a line of JSON
that ends with the length of its body, and the body.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any, BinaryIO


def answered(client: Any, asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    client.delete_cookie("theme")
    if asked["theme"]:
        client.set_cookie("theme", asked["theme"])
    response = client.open(
        asked["path"],
        method="POST" if asked["body"] else "GET",
        data=asked["body"].encode() or None,
        content_type="application/json" if asked["body"] else None,
        headers={"Referer": asked["page"]} if asked["page"] else {},
    )
    body = response.get_data()
    head = {
        "status": response.status_code,
        "headers": dict(response.headers),
        "length": len(body),
    }
    return head, body


def answer_all(client: Any, requests: BinaryIO, answers: BinaryIO) -> None:
    """Answers until there are no further requests; the first line says that the app stands."""
    answers.write(b"{}\n")
    answers.flush()
    for line in requests:
        head, body = answered(client, json.loads(line))
        answers.write(json.dumps(head).encode() + b"\n" + body)
        answers.flush()


def main() -> None:
    # the app writes its log to the standard output, which is for the answers
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    sys.path.insert(0, str(Path.cwd()))
    from app import server

    answer_all(server.test_client(), sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
