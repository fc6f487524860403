"""Who is meant by a name that a person typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from anyascii import anyascii
from rapidfuzz import fuzz, process

from onrecord.errors import OnrecordError
from onrecord.types import Actor, ActorKind
from onrecord.web.view import MapView

# One wrong letter in a name of seven scores 86; two different names of a newsroom rarely reach 80.
_LIKE = 84.0
# Who is that much behind the best is not meant when the best fits.
_AHEAD = 6.0
# Below this a suggestion would only be noise.
_NEAR = 50.0
_SHOWN = 5


def find_actor(view: MapView, name: str) -> str:
    """The id of the actor that a name means: an id, a name, an alias, a surname, or nearly one of these.

    Raises OnrecordError with the near matches where nobody or several fit.
    """
    asked = plain(name)
    if name in view.actors:
        return name
    if not asked:
        raise OnrecordError("No name was given; name an actor of the map, for example as `onrecord who NAME`.")
    found = fitting(view.actors.values(), name)
    return _only(found, name) if found else _nearly(view, name, asked)


def fitting(actors: Iterable[Actor], name: str) -> list[Actor]:
    """The actors that a text names exactly, but for case and accents: by name, else by alias, else by surname."""
    asked, known = plain(name), list(actors)
    steps: tuple[Callable[[Actor], Iterable[str]], ...] = (
        lambda actor: (actor.name,),
        lambda actor: actor.aliases,
        _surname,
    )
    for names in steps:
        found = [actor for actor in known if asked in map(plain, names(actor))]
        if found:
            return found
    return []


def _nearly(view: MapView, name: str, asked: str) -> str:
    scores = [(_likeness(asked, actor), actor) for actor in view.actors.values()]
    ranked = sorted((pair for pair in scores if pair[0] >= _NEAR), key=lambda pair: (-pair[0], pair[1].name))
    fitting = [actor for score, actor in ranked if score >= _LIKE and score > ranked[0][0] - _AHEAD]
    if fitting:
        return _only(fitting, name)
    if not ranked:
        raise OnrecordError(f"Nobody called {name!r} is in the record; `onrecord map` shows who is.")
    raise OnrecordError(f"Nobody called {name!r} is in the record. Near: {_list(a for _, a in ranked[:_SHOWN])}.")


def _likeness(asked: str, actor: Actor) -> float:
    names = [plain(known) for known in (actor.name, *actor.aliases, *_surname(actor))]
    best = process.extractOne(asked, names, scorer=fuzz.ratio)
    begun = any(word.startswith(asked) for word in plain(actor.name).split()) if len(asked) > 2 else False
    # The beginning of a word of the name is as good as a name with a wrong letter.
    return max(best[1] if best else 0.0, _LIKE if begun else 0.0)


def _only(found: Sequence[Actor], name: str) -> str:
    if len(found) == 1:
        return found[0].id
    raise OnrecordError(f"{name!r} fits several actors: {listed(found)}. Give a longer name or the id.")


def listed(actors: Sequence[Actor]) -> str:
    """Some actors in a message, the first few with their ids."""
    more = "" if len(actors) <= _SHOWN else f" and {len(actors) - _SHOWN} more"
    return _list(actors[:_SHOWN]) + more


def _list(actors: Iterable[Actor]) -> str:
    return "; ".join(f"{actor.name} ({actor.id})" for actor in actors)


def _surname(actor: Actor) -> tuple[str, ...]:
    words = actor.name.split()
    return (words[-1],) if actor.kind is ActorKind.PERSON and len(words) > 1 else ()


def plain(name: str) -> str:
    """A name as it is compared: no case, no accents, no article, single spaces."""
    return " ".join(anyascii(name).casefold().split()).removeprefix("the ")
