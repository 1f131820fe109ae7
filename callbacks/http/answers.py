"""Answers kept to be sent again: their form, and a worker's own cache of them."""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any, Protocol

OWN_BYTES = 4_000_000
"""Of all answers that a worker keeps for itself: some hundred pages and filter changes, which are
kept as they are sent, compressed."""
KeptAnswer = dict[str, Any]


class Answers(Protocol):
    """A place that keeps answers."""

    def get(self, key: str) -> KeptAnswer | None: ...
    def put(self, key: str, answer: KeptAnswer) -> None: ...


@dataclass
class OwnAnswers:
    """A worker's own cache, the answer that was asked for longest ago first; threads share it."""

    kept: OrderedDict[str, KeptAnswer] = field(default_factory=OrderedDict)
    size: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, key: str) -> KeptAnswer | None:
        with self.lock:
            if key in self.kept:
                self.kept.move_to_end(key)
            return self.kept.get(key)

    def put(self, key: str, answer: KeptAnswer) -> None:
        with self.lock:
            if key in self.kept:
                return  # two threads made it at once
            self.kept[key] = answer
            self.size += len(answer["body"])
            while self.size > OWN_BYTES:
                _, oldest = self.kept.popitem(last=False)
                self.size -= len(oldest["body"])
