"""Folding: a text as it is searched, so that both sides of a comparison are written in one way.

``folded`` serves the index, the words of a reader and every other text that is compared with them.
A word is a run of letters and digits of any script. What stands between two words is a space, or a
hyphen where they are written as one ("CAR-T", "Alzheimer’s", "T1D/T2D").
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

HYPHEN = "-"
APOSTROPHES = "'’‘‛ʼʻʹʾʿ`´′՚＇"
DASHES = "-‐‑‒–—―−﹘﹣－"
JOINING = f"{APOSTROPHES}{DASHES}/._&+·・"
"""Signs that join what stands before and after them to one word, where nothing else does."""
ASCII_JOINING = "".join(sign for sign in JOINING if sign.isascii())
LETTERS: Mapping[str, str] = {
    "ı": "i",
    "ø": "o",
    "œ": "oe",
    "æ": "ae",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ħ": "h",
    "ŧ": "t",
    "ŋ": "n",
    "ĸ": "k",
    "ə": "e",
}
"""Letters that Unicode does not take apart -> the letters that are typed for them."""
GREEK: Mapping[str, str] = {
    "α": "alpha",
    "β": "beta",
    "γ": "gamma",
    "δ": "delta",
    "ε": "epsilon",
    "ζ": "zeta",
    "η": "eta",
    "θ": "theta",
    "κ": "kappa",
    "λ": "lambda",
    "σ": "sigma",
    "τ": "tau",
    "φ": "phi",
    "χ": "chi",
    "ψ": "psi",
    "ω": "omega",
}
"""Greek letters that stand alone, as in TNF-α and β-cell -> their names."""
LONE_GREEK = re.compile("(?<![Ͱ-Ͽἀ-῿])[α-ω](?![Ͱ-Ͽἀ-῿])")
UNSPACED = re.compile(
    "[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u30fa"
    "\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]"
)
"""Signs of scripts without spaces (Chinese, Japanese, Thai ...): each is a word."""
KANA_MARKS = "\u3099\u309a"
"""They make another letter of Japanese, and are no accents."""
WITHOUT_LETTERS = "\u2122\u2120"
"""Trade marks, of which Unicode makes letters."""
MOST_JOINED = 8
"""Parts of one word that are also searched written together."""

_ASCII = {
    code: HYPHEN if chr(code) in JOINING else " " for code in range(128) if not chr(code).isalnum()
}
_EARLY = dict.fromkeys(map(ord, APOSTROPHES), "'") | dict.fromkeys(map(ord, WITHOUT_LETTERS), " ")


def folded(text: str) -> str:
    """A text without case, accents and punctuation: "São Paulo (T1D/T2D)": "sao paulo t1d-t2d"."""
    plain = text.lower().translate(_ASCII) if text.isascii() else _plain(text)
    if HYPHEN in plain:
        parts = (chunk.strip(HYPHEN) for chunk in re.sub("--+", HYPHEN, plain).split())
        return " ".join(filter(None, parts))
    return " ".join(plain.split())


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.translate(_EARLY))
    kept = "".join(sign for sign in apart if not _is_mark(sign))
    # the Greek before the signs: a final sigma is one
    whole = LONE_GREEK.sub(_greek_name, unicodedata.normalize("NFC", kept).casefold())
    return "".join(map(_sign, whole))


def _greek_name(found: re.Match[str]) -> str:
    return GREEK.get(found[0], found[0])


@lru_cache(maxsize=8192)
def _is_mark(sign: str) -> bool:
    """Says whether a sign is an accent or one that is not seen."""
    if sign in KANA_MARKS:
        return False
    unseen = unicodedata.category(sign) == "Cf" or "\ufe00" <= sign <= "\ufe0f" or sign == "ـ"
    return unseen or unicodedata.combining(sign) > 0


@lru_cache(maxsize=8192)
def _sign(sign: str) -> str:
    """A sign in lower case and without its accents as it is searched."""
    if sign in JOINING:
        return HYPHEN
    if unicodedata.category(sign)[0] in "ZPSC":
        return " "
    if UNSPACED.match(sign):
        return f"{HYPHEN}{sign}{HYPHEN}"
    return LETTERS.get(sign, sign)


def words_in(text: str) -> Iterator[str]:
    """The words of a text, and what follows within a hyphenated one written together.

    "anti-CD19": "anti", "anticd19", "cd19". So a word, its parts and any of its parts in a row are
    found by how they begin.
    """
    for chunk in folded(text).split():
        if HYPHEN not in chunk:
            yield chunk
            continue
        parts = chunk.split(HYPHEN)
        for at, part in enumerate(parts):
            yield part
            if at + 1 < len(parts):
                yield "".join(parts[at : at + MOST_JOINED])
