"""The outlet, and the section if there is one, that the title of a feed names."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from onrecord.origins.hosts import host_of

_BETWEEN = re.compile(r"\s+[|»«>›:·•–—-]+\s+|\s*[|»›]\s*|:\s+")
_TAIL = re.compile(r"\s*[-(\[]?\s*\b(?:rss|atom|news ?feed|feed)s?\b\s*[)\]]?$", re.IGNORECASE)
_LONGEST_SECTION = 40  # characters; what is longer is a slogan
_NOT_HOSTS = frozenset(("www", "feeds", "feed", "rss", "news", "com", "org", "net", "co", "feeds2", "feedproxy"))


def outlet_and_section(title: str | None, link: str | None) -> tuple[str | None, str | None]:
    """The part of a title that the site's own name agrees with, and the part beside it.

    Where no part does, the title as a whole is the outlet.
    """
    whole = _TAIL.sub("", " ".join((title or "").split())).strip()
    if not whole or whole.lower() in _empty():
        return None, None
    parts = [part for part in (_TAIL.sub("", part).strip() for part in _BETWEEN.split(whole)) if part]
    told = [part for part in parts if part.lower() not in _empty()]
    if not told:
        return None, None
    host = _names(link)
    best = max(told, key=lambda part: (_agreement(part, host), -len(part)))
    if not _agreement(best, host):
        return (told[0], None) if len(told) == 1 else (whole, None)
    rest = [part for part in told if part != best and not _agreement(part, host)]
    return best, rest[0] if len(rest) == 1 and len(rest[0]) <= _LONGEST_SECTION else None


def headline(title: str | None, outlet: str | None) -> str | None:
    """A title without the name of the outlet behind it, as those who gather news write it."""
    if title is None or outlet is None:
        return title
    return re.sub(rf"\s+[-–—|]\s+{re.escape(outlet)}$", "", title) or title


def signed(names: Iterable[str | None]) -> str | None:
    """Who signs an article, from what stands where its authors should: names, mailboxes or both."""
    found = dict.fromkeys(name for name in map(_person, names) if name)
    return ", ".join(found) or None


def _person(said: str | None) -> str | None:
    said = re.sub(r"^by\s+(?=\S)", "", said or "", flags=re.IGNORECASE).strip()
    if match := re.fullmatch(r"\S+@\S+\s*\((.+)\)|(.+?)\s*[<(]\S+@\S+[>)]", said):
        said = (match[1] or match[2]).strip()
    return said if said and "@" not in said else None


def _names(link: str | None) -> tuple[str, ...]:
    """The labels of a host that may be a name, without the top-level domain."""
    host = host_of(link) or ""
    return tuple(re.sub(r"[^a-z0-9]", "", one) for one in host.split(".")[:-1] if one not in _NOT_HOSTS)


def _agreement(part: str, names: tuple[str, ...]) -> int:
    """How many letters a part of a title shares with the name of a host; 0 where neither holds the other."""
    words = re.findall(r"[a-z0-9]+", part.lower())
    kept = [word for word in words if word not in ("the", "a", "of", "and")]
    spellings = {"".join(words), "".join(kept), "".join(word[0] for word in words), *(w for w in kept if len(w) > 2)}
    return max(
        (
            min(len(name), len(one))
            for name in names
            for one in spellings
            if len(one) > 1 and len(name) > 1 and (one == name or (len(one) > 2 and (one in name or name in one)))
        ),
        default=0,
    )


@cache
def _empty() -> frozenset[str]:
    words = tomllib.loads((files("onrecord.origins.web") / "feed_words.toml").read_text(encoding="utf-8"))
    return frozenset(words["empty"])
