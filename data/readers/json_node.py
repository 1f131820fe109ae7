"""Values of a record in JSON, read as what they should be.

A value of another kind is open, as if it were absent, and told: one bad value costs itself.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from data.readers.facts import Misfit

LIMITS = {"lat": 90.0, "lon": 180.0}
NUMBER = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,20})?", re.ASCII)
LARGEST_BITS = 128
ENTRY = re.compile(r"\[[0-9]+\]")


def text_of(value: str) -> str:
    """The text without half characters: JSON may hold a surrogate alone, UTF-8 may not."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return value


@dataclass(frozen=True)
class Node:
    """A value of a record and the path to it; what is of another kind is open, and told.

    Attributes:
        misfits: of the whole record, to add to.
    """

    value: Any
    path: str
    misfits: list[Misfit] = field(default_factory=list, compare=False)

    def child(self, key: str) -> "Node":
        """The value under a key; absent where the object is absent."""
        path = f"{self.path}.{key}" if self.path else key
        value = self.value
        if isinstance(value, dict):
            return Node(value.get(key), path, self.misfits)
        if value is not None:
            self.tell("an object is needed")
        return Node(None, path, self.misfits)

    def at(self, *keys: str) -> "Node":
        """The value under a path; absent where an object on the way is absent."""
        value = self.value
        for key in keys:
            if value is None:
                break
            if not isinstance(value, dict):
                return self._step_by_step(keys)
            value = value.get(key)
        path = ".".join((self.path, *keys) if self.path else keys)
        return Node(value, path, self.misfits)

    def _step_by_step(self, keys: Sequence[str]) -> "Node":
        node = self
        for key in keys:
            node = node.child(key)
        return node

    def items(self) -> Iterator["Node"]:
        """The objects of a list; none where it is absent. An object alone is one."""
        if isinstance(self.value, dict):
            self.tell("a list is needed; it was read as a list of one")
            yield self
            return
        for node in self._entries():
            if isinstance(node.value, dict):
                yield node
            elif node.value is not None:
                node.tell("an object is needed")

    def _entries(self) -> Iterator["Node"]:
        if self.value is None:
            return
        if not isinstance(self.value, list):
            self.tell("a list is needed")
            return
        for number, value in enumerate(self.value):
            yield Node(value, f"{self.path}[{number}]", self.misfits)

    def text(self) -> str:
        if self.value is None:
            return ""
        if not isinstance(self.value, str):
            self.tell("a text is needed")
            return ""
        return text_of(self.value)

    def posted(self) -> str:
        """A text or a number of posted results, as it is posted; the ends without white space."""
        value = self.value
        if value is None:
            return ""
        if isinstance(value, str):
            return text_of(value).strip()
        is_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
        if is_number and isinstance(value, int):
            is_number = value.bit_length() <= LARGEST_BITS
        elif is_number:
            is_number = Decimal(value).is_finite()
        if not is_number:
            self.tell("a text or a number is needed")
            return ""
        return str(value)

    def posted_at(self, key: str) -> str:
        """The child's ``posted``, without a node for it where there is nothing to tell."""
        if isinstance(self.value, dict):
            value = self.value.get(key)
            if value is None:
                return ""
            if isinstance(value, str) and value.isascii():
                return value.strip()
        return self.child(key).posted()

    def texts(self) -> tuple[str, ...]:
        """The texts of a list. A text alone is one: so R writes a list of one text."""
        if isinstance(self.value, str) and self.value.strip():
            self.tell("a list is needed; it was read as a list of one")
            return (self.text(),)
        return tuple(text for item in self._entries() if (text := item.text()).strip())

    def integer(self) -> int | None:
        number = self._number()
        if number is None:
            return None
        if number != int(number):
            self.tell("a whole number is needed")
            return None
        return int(number)

    def degrees(self) -> float | None:
        """A latitude or longitude, by the last key of the path."""
        number = self._number()
        limit = LIMITS[self.path.rsplit(".", 1)[-1]]
        if number is None:
            return None
        if not -limit <= number <= limit:
            self.tell(f"it is not from {-limit:g} to {limit:g}")
            return None
        return float(number)

    def _number(self) -> Decimal | None:
        """A number; one that stands as a text is read, and told."""
        value = self.value
        if value is None:
            return None
        if isinstance(value, str) and NUMBER.fullmatch(value):
            self.tell("a number is needed, not a text; it was read as one")
            return Decimal(value)
        is_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
        if not is_number or (isinstance(value, int) and value.bit_length() > LARGEST_BITS):
            self.tell("a number is needed")
            return None
        number = Decimal(value)
        if not number.is_finite() or number.adjusted() > LARGEST_BITS:
            self.tell("a number is needed")
            return None
        return number

    def yes_no(self) -> str:
        if self.value is None:
            return ""
        if not isinstance(self.value, bool):
            self.tell("true or false is needed")
            return ""
        return "YES" if self.value else "NO"

    def tell(self, reason: str) -> None:
        """Note that the value is not of the kind that its place needs."""
        value = self.value
        if isinstance(value, int) and value.bit_length() > LARGEST_BITS:
            # Writing it out takes seconds where it has a million digits.
            words = "a number of more than 38 digits"
        elif isinstance(value, dict | list):
            words = kind_of(value)
        else:
            words = text_of(str(value))
        self.misfits.append(Misfit(self.path or "study", words, reason))


def told_once(misfits: Iterable[Misfit]) -> tuple[Misfit, ...]:
    """Each value of a record once, however often it was looked at; paths without entry numbers."""
    distinct = dict.fromkeys(misfits)
    return tuple(replace(each, path=ENTRY.sub("", each.path)) for each in distinct)


def kind_of(value: Any) -> str:
    """The kind of a value of JSON, in words."""
    kinds = {dict: "an object", list: "a list", str: "a text", bool: "true or false"}
    return "nothing" if value is None else kinds.get(type(value), "a number")
