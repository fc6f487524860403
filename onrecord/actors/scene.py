"""Who the references of one article are: persons cast, roles and pronouns tied to them, bodies looked up."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from onrecord.actors.lexicon import Lexicon, Sort, Statesperson
from onrecord.actors.names import parse, plain, same_person
from onrecord.actors.people import Character, cast
from onrecord.actors.refs import Ref, RefKind
from onrecord.actors.register import CERTAIN, slug
from onrecord.actors.salience import LOOKED_AT, Memory
from onrecord.actors.shared import OPEN_PARTY
from onrecord.actors.tokens import Page
from onrecord.types import Actor, ActorKind

# Offices of a state: without a state of their own they are taken for the state under discussion.
_STATE_OFFICES = frozenset(
    {
        "president",
        "prime minister",
        "premier",
        "chancellor",
        "minister",
        "vice president",
        "vice chancellor",
        "king",
        "queen",
        "secretary of state",
    }
)
_OBJECT_OF = frozenset({"to", "from", "against", "with", "on", "by", "of", "over", "about", "toward", "towards"})
_NEAR = 3  # sentences back in which a state under discussion is looked for


class Scene:
    """The actors of one article and the ids of its references."""

    def __init__(self, page: Page, refs: Sequence[Ref], lex: Lexicon, memory: Memory) -> None:
        """Cast the persons of the article and place them."""
        self.page, self.refs, self.lex, self.memory = page, refs, lex, memory
        self._ref_begins = [ref.begin for ref in refs]
        self._listed = {ref.entry.actor for ref in refs if ref.entry is not None}
        self._states = {lex.actors[identifier].state for identifier in self._listed}
        self.actors: dict[str, Actor] = {}
        self.ids: dict[int, tuple[str, ...]] = {}
        self.characters = cast([r for r in refs if r.kind is RefKind.PERSON])
        self._of_ref = {ref.name_begin: c for c in self.characters for ref in c.refs}
        self._organisations: list[tuple[tuple[str, ...], str]] = []
        self.characters.sort(key=lambda c: c.refs[0].begin)
        for character in self.characters:
            self._place(character)
        for character in self.characters:
            self._recognise(character)
        for character in self.characters:
            self._infer_state(character)
        for character in self.characters:
            self._identify(character)

    # ------------------------------------------------------------ persons

    def character(self, ref: Ref) -> Character | None:
        """The person of a name reference."""
        return self._of_ref.get(ref.name_begin)

    def _place(self, character: Character) -> None:
        """Find a person's role, body and state in what stands by the name."""
        for ref in character.refs:
            if ref.head and (character.role is None or _fuller(ref, character)):
                character.role, character.head = _role_of(ref), ref.head
                if ref.head in self.lex.roles.kinds and self.lex.roles.kinds[ref.head] == "counterpart":
                    self._as_counterpart(character, ref)
            if ref.body is not None and character.body is None:
                character.body = self.body_id(ref.body)
            if character.body is None and ref.head is not None and ref.head in self.lex.roles.belongs:
                character.body = self.add(self.lex.actors[self.lex.roles.belongs[ref.head]])
        known = self.actors.get(character.body or "")
        character.state = known.state if known is not None else None

    def _recognise(self, character: Character) -> None:
        """A statesperson whose name news give alone: body, gender and the name as it is spelt."""
        name = character.best_name()
        bare = not parse(name).given
        if bare and character.gender == "" and character.role is None and len(name) < 4:
            return
        people = self.lex.statespeople.get(plain(name.split()[-1]), ())
        fitting = [
            p
            for p in people
            if (bare or same_person(p.name, name) >= CERTAIN)
            and character.gender in ("", p.gender)
            and self._agrees(p, character)
        ]
        if len(fitting) != 1:
            return
        known = fitting[0]
        character.gender, character.full = known.gender, known.name
        if character.body is None:
            character.body = self.add(self.lex.actors[known.body])
            character.state = self.actors[character.body].state

    def _agrees(self, person: Statesperson, character: Character) -> bool:
        """Whether nothing that the article says of somebody speaks against a known statesperson of that name."""
        body = self.lex.actors[person.body]
        if character.state is not None and body.state is not None and character.state != body.state:
            return False
        if parse(character.best_name()).given or character.head in _STATE_OFFICES:
            return True
        if character.role is not None:
            return False
        # A bare surname and no role: the article must speak of the state or body too.
        return body.id in self._listed or (body.state is not None and body.state in self._states)

    def _infer_state(self, character: Character) -> None:
        """An office of a state without its state belongs to the state under discussion."""
        owned = any(ref.owner and ref.head for ref in character.refs)
        if character.state is None and character.body is None and character.head in _STATE_OFFICES and not owned:
            first = next(r for r in character.refs if r.head)
            character.state = character.body = self.state_before(
                first.begin, quoted=self.memory.quoted(self.page.tokens[first.begin].begin)
            )

    def _as_counterpart(self, character: Character, ref: Ref) -> None:
        for other in sorted(self.characters, key=lambda c: c.refs[0].begin, reverse=True):
            if other is not character and other.role and any(r.begin < ref.begin for r in other.refs):
                character.role, character.head = other.role, other.head
                return

    def _identify(self, character: Character) -> None:
        name = character.best_name()
        aliases = tuple(sorted({n for n in character.names if n != name}))
        state = f".{character.state.rpartition(':')[2].lower()}" if character.state is not None else ""
        plain_id = identifier = f"person:{slug(name)}{state}"
        number = 2
        while identifier in self.actors:  # two persons of one article under one name
            identifier, number = f"{plain_id}-{number}", number + 1
        character.id = self.add(
            Actor(identifier, name, ActorKind.PERSON, character.role, character.body, character.state, aliases)
        )

    def serves(self, ref: Ref, owner: tuple[str, ...]) -> None:
        """Tie a person to the owner of the role: "its spokesman X", "his economy minister Y"."""
        character = self.character(ref)
        if character is None or character.body is not None or not owner:
            return
        principal = self.actors[owner[0]]
        person = principal.kind is ActorKind.PERSON
        character.body = (principal.affiliation or principal.id) if person else principal.id
        character.state = principal.state
        known = self.actors[character.id]
        self.actors[character.id] = replace(known, affiliation=character.body, state=principal.state)

    # ------------------------------------------------------------ bodies

    def add(self, actor: Actor) -> str:
        """Take an actor into the scene, together with the bodies that it counts for."""
        if actor.id in self.actors:
            return actor.id
        self.actors[actor.id] = actor
        above = [i for i in (actor.affiliation, actor.state) if i]
        members = actor.members if actor.kind is ActorKind.GROUP else ()
        for identifier in (*above, *members):
            if identifier not in self.actors:
                known = self.lex.actors.get(identifier)
                if known is not None:
                    self.add(known)
        return actor.id

    def body_id(self, ref: Ref) -> str | None:
        """The body that a reference beside a role names: a state, an organisation, or the body of a principal."""
        if ref.entry is not None:
            return self.add(self.lex.actors[ref.entry.actor])
        if ref.kind is RefKind.PERSON:
            character = self.character(ref)
            if character is not None and character.role is None and ref.head:
                self._place(character)
            return character.body if character is not None else None
        if ref.kind is RefKind.ROLE and ref.body is not None:
            return self.body_id(ref.body)
        if ref.kind is RefKind.ROLE and ref.head in _STATE_OFFICES:
            holders = [c for c in self.characters if c.head == ref.head and c.refs[0].begin < ref.begin]
            return holders[-1].body if holders else self.state_before(ref.begin, quoted=False)
        if ref.kind is RefKind.ORGANISATION:
            return self.organisation(ref)
        return None

    def organisation(self, ref: Ref) -> str:
        """The id of an organisation: one named before under a longer or shorter name, or a new one."""
        words = tuple(plain(ref.name).split())
        body = self.body_id(ref.body) if ref.body is not None else None
        state = self.actors[body].state if body is not None and body in self.actors else None
        if ref.body is None and ref.head in ("government", "institution"):
            return self._unnamed_institution(ref, words)
        if ref.head == OPEN_PARTY:  # of this article: the next one's may be another state's
            key = f"role:{slug(ref.name)}-{slug(self.page.article.id)[:6]}"
            return self.add(Actor(key, ref.name, ActorKind.PARTY))
        for known, identifier in reversed(self._organisations):
            if (
                ref.body is None
                and _short_form(words, known, self.lex.roles.organisation_heads)
                and (state is None or self.actors[identifier].state in (None, state))
            ):
                return identifier
        if ref.name.isupper() and len(words) == 1 and (whole := self._spelt_out(words[0])) is not None:
            return whole
        name, key = ref.name, slug(ref.name)
        principal = self.character(ref.body) if ref.body is not None and ref.body.kind is RefKind.PERSON else None
        if principal is not None:
            return self.institution_of(principal.best_name(), ref.name, principal.body, principal.state)
        if body is not None and ref.head == "institution":
            owner = self.actors[body]
            name, key = f"{ref.name} ({owner.name})", f"{slug(owner.name)}-{slug(ref.name)}"
        kind = ActorKind.PARTY if ref.head == "party" else ActorKind.ORGANISATION
        prefix = "party" if kind is ActorKind.PARTY else "org"
        candidate = Actor(f"{prefix}:{key}", name, kind, None, body, state)
        identifier = self.add(candidate)
        self._organisations.append((words, identifier))
        return identifier

    def _spelt_out(self, short: str) -> str | None:
        """The organisation named before whose first letters an abbreviation is, perhaps but for its last word."""
        for known, identifier in reversed(self._organisations):
            letters = "".join(word[0] for word in known if word not in ("of", "the", "for", "and", "on", "in"))
            if len(short) > 2 and len(known) > 2 and letters in (short, short + letters[-1:]):
                return identifier
        return None

    def ends_so(self, word: str) -> str | None:
        """The organisation named last whose name ends with a word: "the federation"."""
        return next((i for known, i in reversed(self._organisations) if known and known[-1] == word), None)

    def institution_of(self, owner: str, name: str, body: str | None, state: str | None) -> str:
        """ "the Trump campaign", "her campaign": a body that is named by whose it is."""
        key = f"org:{slug(owner)}-{slug(name)}"
        self._organisations.append((tuple(plain(name).split()), key))
        return self.add(Actor(key, f"{owner} {name}", ActorKind.ORGANISATION, None, body, state))

    def _unnamed_institution(self, ref: Ref, words: tuple[str, ...]) -> str:
        """ "the government", "the ministry": of whom the article speaks of."""
        state = self.state_before(ref.begin, quoted=False)
        if ref.head == "government" and len(words) == 1 and state is not None:
            return state
        for known, identifier in reversed(self._organisations):
            if words and known[-1:] == words[-1:]:
                return identifier
        for other in self.refs if len(words) == 1 else ():
            body = self.lex.actors[other.entry.actor] if other.entry is not None else None
            if (
                body is not None
                and body.kind is ActorKind.ORGANISATION
                and plain(body.name).split()[-1:] == list(words)
            ):
                return self.add(body)
        if ref.name.lower() == "commission" and any(
            r.entry is not None and r.entry.actor in ("org:eu", "org:european-commission") for r in self.refs
        ):
            return self.add(self.lex.actors["org:european-commission"])
        owner = self.actors[state] if state is not None else None
        key = f"{slug(owner.name)}-{slug(ref.name)}" if owner else f"{slug(ref.name)}-{self.page.article.id[:6]}"
        name = f"{ref.name} ({owner.name})" if owner else ref.name
        return self.add(Actor(f"org:{key}", name, ActorKind.ORGANISATION, None, state, state))

    def state_before(self, index: int, *, quoted: bool) -> str | None:
        """The state spoken of last before a token, in the same voice if there is one."""
        sentence = self.page.tokens[index].sentence if index < len(self.page.tokens) else 0
        best: str | None = None
        other_voice: str | None = None
        last = bisect_left(self._ref_begins, index)
        for place in range(last - 1, max(-1, last - 1 - LOOKED_AT), -1):
            ref = self.refs[place]
            token = self.page.tokens[ref.begin]
            if sentence - token.sentence > _NEAR:
                break
            state = self._state_of(ref)
            opens = token.sentence == sentence and ref.begin - 1 in self.page.starts  # "In Belgium, the minister …"
            if state is not None and (opens or self._may_govern(ref)):
                if self.memory.quoted(token.begin) == quoted and not self._adjective(ref):
                    best = state
                    break
                other_voice = other_voice or state
        best = best or other_voice
        return self.add(self.lex.actors[best]) if best is not None else None

    def _state_of(self, ref: Ref) -> str | None:
        if ref.entry is not None and ref.entry.sort in (Sort.STATE, Sort.DEMONYM, Sort.CAPITAL, Sort.SEAT):
            return self.lex.actors[ref.entry.actor].state
        if ref.kind is RefKind.PERSON and ref.head in _STATE_OFFICES and (character := self.character(ref)) is not None:
            return character.state or (self._state_of(ref.body) if ref.body is not None else None)
        if ref.body is not None and ref.kind in (RefKind.PERSON, RefKind.ROLE):
            return self._state_of(ref.body)
        return None

    def _adjective(self, ref: Ref) -> bool:
        """ "the German request": a state that only says whose a thing is."""
        after = self.page.tokens[ref.end] if ref.end < len(self.page.tokens) else None
        demonym = ref.kind is RefKind.LISTED and ref.entry is not None and ref.entry.sort is Sort.DEMONYM
        return demonym and ref.role is None and after is not None and after.pos == "NOUN"

    def _may_govern(self, ref: Ref) -> bool:
        """Whether a state is spoken of as one that acts, not as a place or an object of the sentence."""
        before = self.page.tokens[ref.begin - 1].lower if ref.begin else ""
        return before not in self.lex.words["places.prepositions"] and before not in _OBJECT_OF

    def listed(self, ref: Ref) -> str:
        """The id of a listed name."""
        assert ref.entry is not None
        return self.add(self.lex.actors[ref.entry.actor])


def _fuller(ref: Ref, character: Character) -> bool:
    """Whether a role says more than the one known: "foreign minister" more than "minister"."""
    return len(ref.role or "") > len(character.role or "") and (character.role or "") in (ref.role or "")


def _role_of(ref: Ref) -> str | None:
    return (ref.role or "").strip() or None


def _short_form(words: tuple[str, ...], known: tuple[str, ...], heads: frozenset[str]) -> bool:
    """Whether a name is a longer one cut short: its acronym, "the Post", "Renault" for "Renault Group"."""
    if words == known:
        return True
    if len(words) == 1 and len(known) > 1:
        acronym = "".join(w[0] for w in known if w not in ("of", "the", "and", "for", "on"))
        if words[0] == acronym or (words[0] == known[0] and heads.issuperset(known[1:])):
            return True
        return words[0] == known[-1] and words[0] in heads
    return len(words) < len(known) and len(words) >= 2 and words in (known[-len(words) :], known[: len(words)])
