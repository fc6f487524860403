"""Roles without a name and groups: tied to whom the article knows, or kept as unnamed actors."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from onrecord.actors.collectives import DESCRIBED, described_body
from onrecord.actors.lexicon import Sort
from onrecord.actors.people import Character
from onrecord.actors.refs import Ref, RefKind
from onrecord.actors.register import slug
from onrecord.actors.salience import LOOKED_AT, THING
from onrecord.actors.scene import Scene
from onrecord.types import Actor, ActorKind

_CHIEFS = frozenset({"chief", "boss", "head"})  # "the UN chief" is whoever heads it by the article
_HEADS_OF_STATE = frozenset({"president", "chancellor", "prime minister", "premier", "king", "queen"})
_LEAD = 1  # the last paragraph that may speak of somebody who is named only behind it
_NEAR = 4  # references back in which the name before an apposition stands


class Antecedents:
    """Resolves nameless roles and groups of one article, in reading order."""

    def __init__(self, scene: Scene) -> None:
        """Start with nobody met."""
        self._scene = scene
        self._roles: list[tuple[Ref, str | None, str]] = []  # unnamed officials met so far
        self._groups: dict[str, tuple[str, ...]] = {}
        self._states: dict[str, None] = {}  # in the order in which they were met last
        self._people: dict[str, None] = {}
        self._bodies: dict[str, None] = {}

    def note(self, ref: Ref, actors: tuple[str, ...]) -> None:
        """Remember states and persons in order: "both ministers" looks back on them."""
        for identifier in actors:
            kind = self._scene.actors[identifier].kind
            last = self._states if kind is ActorKind.STATE else self._people if kind is ActorKind.PERSON else None
            if kind in (ActorKind.ORGANISATION, ActorKind.PARTY) and ref.kind in (RefKind.ORGANISATION, RefKind.LISTED):
                last = self._bodies
            if last is not None:
                last.pop(identifier, None)
                last[identifier] = None

    # ------------------------------------------------------------ roles

    def role(self, ref: Ref) -> tuple[str, ...]:
        """The holder whom the article knows, else an unnamed person who counts for the body."""
        scene = self._scene
        described = self._in_apposition(ref)
        if described is not None:
            return (described.id,)
        body = scene.body_id(ref.body) if ref.body is not None else None
        if not ref.definite and scene.page.tokens[ref.begin].block <= _LEAD:
            holder = self._named_later(ref)
            if holder is not None:
                return (holder.id,)
        if ref.definite:
            holder = self._holder(ref, body)
            if holder is not None:
                return (holder.id,)
            described = self._leader(ref, body) or self._described(ref, body)
            if described is not None:
                return (described.id,)
            for earlier, earlier_body, identifier in islice(reversed(self._roles), LOOKED_AT):
                same = earlier.head == ref.head and _words(ref.role or "") <= _words(earlier.role or "")
                if same and (body is None or earlier_body == body):
                    return (identifier,)
        identifier = self._unnamed(ref, body)
        self._roles.append((ref, body, identifier))
        return (identifier,)

    def _named_later(self, ref: Ref) -> Character | None:
        """ "Former party chairman says …" at the head of an article: the one person to whom it gives this role."""
        wanted = _words(ref.role or "")
        fitting = [
            c
            for c in self._scene.characters
            if c.role and _heads_agree(ref.head or "", c) and wanted <= _words(c.role) | _words(c.head or "")
        ]
        return fitting[0] if len(fitting) == 1 and len(wanted) > 1 else None

    def _leader(self, ref: Ref, body: str | None) -> Character | None:
        """ "The Russian leader": the one well-known person of that state whom the article has named."""
        if ref.head != "leader" or body is None:
            return None
        state = self._scene.actors[body].state
        known = [c for c in self._scene.characters if c.full and c.state == state and c.first < ref.begin]
        return known[0] if len(known) == 1 and state is not None else None

    def _in_apposition(self, ref: Ref) -> Character | None:
        """ "Rendell, a Clinton surrogate": the person whose name ends right before the comma."""
        tokens, begin = self._scene.page.tokens, ref.begin
        opens = tokens[begin].lower in ("a", "an", "the")
        joined = (
            begin > 1 and tokens[begin - 1].lower == "and" and not ref.definite
        )  # "…, an engineer and a founder of Y,"
        if begin < 2 or not opens or not (joined or tokens[begin - 1].text in (",", "—", "–", "--")):
            return None
        seen = self._scene.memory.seen
        last = next((s for s in reversed(seen[-_NEAR:]) if s.end == begin - 1 and s.person and not s.plural), None)
        after = tokens[ref.end] if ref.end < len(tokens) else None
        closed = after is None or not after.word or after.pos in ("ADP", "PRON", "SCONJ") or after.lower == "who"
        if last is None or not closed:
            return None
        return next((c for c in self._scene.characters if c.id == last.actors[0]), None)

    def _holder(self, ref: Ref, body: str | None) -> Character | None:
        scene = self._scene
        if ref.body is not None and ref.body.kind in (RefKind.PERSON, RefKind.GROUP):
            return None  # the spokesman of a person is not that person
        wanted, home = _words(ref.role or ""), _home_of(ref)
        state = scene.actors[body].state if body is not None else None
        fitting = []
        for character in scene.characters:
            chief = ref.head in _CHIEFS and body is not None and character.body == body and bool(character.role)
            if not character.role or not (chief or _heads_agree(ref.head or "", character)):
                continue
            if ref.gender and character.gender and ref.gender != character.gender:
                continue
            if home and (homes := _homes(character)) and home not in homes:
                continue
            told = _words(character.role) | _words(character.head or "")
            if not chief and not wanted - _words(ref.head or "") <= told:
                continue
            if body is not None and not (
                character.body == body or (state and character.state == state) or character.body is None
            ):
                continue
            if body is not None and ref.head in _HEADS_OF_STATE and scene.actors[body].kind is ActorKind.STATE:
                own = scene.actors.get(character.body or "")
                if own is not None and own.kind is not ActorKind.STATE:
                    continue  # the president of an academy is not the president of its state
            last = scene.memory.seen[-1].index if scene.memory.seen else 0
            before = (r.begin for r in reversed(character.refs) if r.begin < ref.begin)
            mentioned = scene.memory.last.get(character.id)
            mentioned = next(before, -1) if mentioned is None else mentioned
            fitting.append(((_near(character, body, home), mentioned >= 0, mentioned if last else 0), character))
        if not fitting:
            return None
        best = max(fitting, key=lambda pair: pair[0])[1]
        named_before = any(r.begin < ref.begin for r in best.refs)
        office = scene.lex.roles.kinds.get(ref.head or "") == "office"
        return best if named_before or office else None

    def _described(self, ref: Ref, body: str | None) -> Character | None:
        """The person spoken of last, where the article gave no role: "the New York businessman"."""
        scene = self._scene
        if ref.owner or scene.lex.roles.kinds.get(ref.head or "") not in ("office", "occupation"):
            return None
        if ref.body is not None and (ref.body.kind is RefKind.PERSON or not ref.body.begin < ref.end - 1):
            return None
        behind = ref.body is not None and scene.page.tokens[ref.body.begin - 1].lower in ("of", "the", "for", "in")
        if behind and ref.body is not None and ref.body.begin > ref.begin + 1:
            return None  # "the attorney general of New York" brings somebody in; "the New York businessman" takes up
        sentence = scene.page.tokens[ref.begin].sentence
        for seen in scene.memory.recent():
            if sentence - seen.sentence > 2:
                return None
            if not (seen.person and seen.subject and not seen.plural):
                continue
            character = next((c for c in scene.characters if c.id == seen.actors[0]), None)
            if character is None or (ref.gender and character.gender and ref.gender != character.gender):
                continue
            if (home := _home_of(ref)) and (homes := _homes(character)) and home not in homes:
                continue
            state = scene.actors[body].state if body is not None else None
            stranger = state is not None and character.state is not None and state != character.state
            settled = scene.lex.roles.kinds.get(character.head or "") in ("office", "spokesperson")
            settled = settled and ref.head not in scene.lex.roles.epithets
            return None if settled or stranger else character
        return None

    def native(self, ref: Ref) -> tuple[str, ...]:
        """ "the Norwegian said": the person spoken of last who may come from there; empty where it is the state."""
        scene, tokens = self._scene, self._scene.page.tokens
        entry = ref.entry
        if entry is None or entry.sort is not Sort.DEMONYM or ref.plural or ref.role is not None or not ref.begin:
            return ()
        after = tokens[ref.end] if ref.end < len(tokens) else None
        noun = after is not None and after.word and (after.pos in ("NOUN", "ADJ", "PROPN", "NUM") or after.capital)
        # "the French" and "the Swiss" are many; "the Norwegian" is one.
        many = ref.name.lower().endswith(("sh", "ch", "ese", "ss"))
        title = tokens[ref.begin - 1].text == "The" and ref.begin - 1 not in scene.page.starts  # "The New Yorker"
        if tokens[ref.begin - 1].lower != "the" or noun or many or title:
            return ()
        state = scene.lex.actors[entry.actor].state
        for seen in scene.memory.recent():
            if tokens[ref.begin].sentence - seen.sentence > 2:
                break
            person = scene.actors.get(seen.actors[0])
            if person is None:
                continue
            comes = (seen.subject and person.state is None) or person.state == state
            if seen.person and not seen.plural and comes:
                return seen.actors
        return ()

    def _unnamed(self, ref: Ref, body: str | None, name: str = "") -> str:
        scene = self._scene
        name = name or scene.page.words(ref.name_begin, ref.end)
        kind = scene.lex.roles.kinds.get(ref.head or "", "")
        principal = scene.character(ref.body) if ref.body is not None and ref.body.kind is RefKind.PERSON else None
        if principal is not None and ref.body is not None:
            name = name.replace(ref.body.name, scene.actors[principal.id].name)
        if body is None and ref.body is None and kind == "office" and ref.definite:
            body = scene.state_before(ref.begin, quoted=scene.memory.quoted(scene.page.tokens[ref.begin].begin))
            name = f"{name} ({scene.actors[body].name})" if body is not None else name
        key = slug(name)
        if body is None and principal is None:
            key = f"{key}-{slug(scene.page.article.id)[:6]}"  # nobody can tell one "senior official" from another
        state = scene.actors[body].state if body is not None and body in scene.actors else None
        return scene.add(Actor(f"role:{key}", name, ActorKind.PERSON, ref.role, body, state))

    # ------------------------------------------------------------ bodies

    def body(self, ref: Ref) -> tuple[str, ...]:
        """An organisation by name, or the one that "the newspaper" or "his country" takes up."""
        scene = self._scene
        if ref.head == DESCRIBED:
            return described_body(scene, ref, self._owner(ref) if ref.owner else ())
        if ref.head == "owned":
            return self._owned(ref)
        if ref.head == "short" and ref.body is not None:
            whole = scene.body_id(ref.body)
            return (whole,) if whole is not None else ()
        taken_up = ref.head == "institution" and ref.body is None and ref.name in scene.lex.groups.body_anaphors
        if ref.head not in ("country", "body"):
            known = scene.ends_so(ref.name) if taken_up else None
            earlier = self._taken_up(ref, (ActorKind.ORGANISATION,)) if taken_up and known is None else ()
            return earlier or (known or scene.organisation(ref),)
        owner = self._owner(ref)
        if ref.head == "country":
            state = scene.actors[owner[0]].state if owner else None
            if owner:
                return (scene.add(scene.lex.actors[state]),) if state is not None else ()
        return self._taken_up(
            ref, (ActorKind.STATE,) if ref.head == "country" else (ActorKind.ORGANISATION, ActorKind.PARTY)
        )

    def _taken_up(self, ref: Ref, wanted: Sequence[ActorKind]) -> tuple[str, ...]:
        """The body of one of these kinds that was named last, at most two sentences before."""
        sentence = self._scene.page.tokens[ref.begin].sentence
        for seen in self._scene.memory.recent():
            if sentence - seen.sentence > 2:
                break
            body = self._scene.actors.get(seen.actors[0])
            if body is not None and body.kind in wanted:
                return seen.actors[:1]
        return ()

    def _owned(self, ref: Ref) -> tuple[str, ...]:
        """ "her campaign", "his government": a body of its own, or the state that the owner counts for."""
        scene, owner = self._scene, self._owner(ref)
        if not owner:
            return ()
        principal = scene.actors[owner[0]]
        if ref.name.lower() in scene.lex.roles.state_institutions and principal.kind is ActorKind.PERSON:
            return (scene.add(scene.lex.actors[principal.state]),) if principal.state is not None else ()
        return (scene.institution_of(principal.name, ref.name, principal.affiliation, principal.state),)

    def _owner(self, ref: Ref) -> tuple[str, ...]:
        """Whom the possessive before a noun means: "his country"."""
        kind = scene_pronoun(self._scene, ref.owner)
        if kind is None:
            return ()
        pronoun = Ref(ref.begin, ref.begin + 1, RefKind.PRONOUN, ref.owner or "", head=kind, plural=kind == "they")
        actors = self._scene.memory.antecedent(pronoun, in_source=False, owns=True)
        return actors if actors != THING else ()

    # ------------------------------------------------------------ groups

    def group(self, ref: Ref, siblings: Sequence[Ref] = ()) -> tuple[str, ...]:
        """A group's actors: itself, its bloc, the persons or states that "both" means, the ministers of A and B."""
        scene, head = self._scene, ref.head or ""
        if ref.core >= 0 and siblings and all(s.entry is not None for s in siblings):
            return self._holders_of_each(ref, siblings)
        number = int(ref.role) if ref.role else 0
        bloc = ref.body.entry if ref.body is not None and ref.body.entry is not None else None
        if bloc is None and number >= 2:
            bodies = self._bodies if head in scene.lex.groups.bodies else self._people
            pool = self._states if head in scene.lex.groups.states else bodies
            if len(pool) >= number and number <= 4:
                return tuple(reversed(list(islice(reversed(pool), number))))
        if bloc is None and ref.definite and ref.body is None:
            earlier = self._groups.get(head)
            if earlier is not None:
                return earlier
        actors = (self._group(ref),)
        self._groups[head] = actors
        return actors

    def _holders_of_each(self, ref: Ref, siblings: Sequence[Ref]) -> tuple[str, ...]:
        """ "The ministers of A and B" are two persons."""
        lex = self._scene.lex
        head = lex.roles.singular[ref.head or ""]
        held: list[str] = []
        for body in (ref.body, *siblings):
            if body is None or body.entry is None:
                continue
            plural = self._scene.page.words(ref.core, ref.end)
            role = plural.split(" of ")[0].lower().replace(ref.head or "", head)
            name = f"{role} of {lex.actors[body.entry.actor].name}"
            one = Ref(ref.begin, ref.end, RefKind.ROLE, name, role=role, head=head, body=body)
            identifier = self._scene.body_id(body)
            holder = self._holder(one, identifier)
            held.append(holder.id if holder is not None else self._unnamed(one, identifier, name))
        return tuple(dict.fromkeys(held))

    def _group(self, ref: Ref) -> str:
        scene, head = self._scene, ref.head or ""
        body = ref.body
        entry = body.entry if body is not None else None
        members: tuple[str, ...] = ()
        state = affiliation = None
        if entry is not None and body is not None:
            listed = scene.lex.actors[entry.actor]
            scene.add(listed)
            if entry.sort in (Sort.BLOC, Sort.BLOC_ADJECTIVE) and head in scene.lex.groups.states and ref.definite:
                return scene.add(listed)
            if listed.members and ref.definite:
                members = listed.members
            elif listed.kind in (ActorKind.STATE, ActorKind.ORGANISATION, ActorKind.PARTY) and not listed.members:
                affiliation, state = listed.id, listed.state
        elif body is not None:
            affiliation = scene.body_id(body)
            state = scene.actors[affiliation].state if affiliation is not None else None
        name = ref.name
        first = scene.page.tokens[ref.end - len(name.split())].lower if len(name.split()) <= ref.end - ref.begin else ""
        common = scene.lex.groups.quantifiers | scene.lex.groups.states | scene.lex.groups.people
        if first in common or first in scene.lex.groups.bodies or first in scene.lex.roles.singular:
            name = name[0].lower() + name[1:]
        return scene.add(Actor(f"group:{slug(name)}", name, ActorKind.GROUP, None, affiliation, state, members=members))


def _home_of(ref: Ref) -> str:
    """The region that a role names ("the Florida senator"); empty where it names none."""
    entry = ref.body.entry if ref.body is not None else None
    return " ".join(entry.words) if entry is not None and entry.sort is Sort.REGION else ""


def _near(character: Character, body: str | None, home: str) -> int:
    """How well somebody fits the body or region of a role: 2 where the region is given for them, 1 for the body."""
    if home and home in _homes(character):
        return 2
    return int(body is not None and character.body == body)


def _homes(character: Character) -> set[str]:
    """The regions that an article gives for a person: "Joni Ernst, R-Iowa", "Florida Senator Marco Rubio"."""
    return {home for ref in character.refs for home in (ref.home, _home_of(ref)) if home}


def scene_pronoun(scene: Scene, owner: str | None) -> str | None:
    """The pronoun behind a possessive, third person only."""
    kind = scene.lex.pronouns.get(owner or "")
    return kind if kind in ("he", "she", "it", "they") else None


def _words(role: str) -> frozenset[str]:
    small = {"of", "the", "for", "to", "and", "affairs", "a", "state", "federal", "new", "senior", "top"}
    return frozenset(role.lower().replace("defense", "defence").replace("-", " ").split()) - small


_ALIKE = (
    {"spokesman", "spokeswoman", "spokesperson", "press secretary"},
    {"prime minister", "premier", "taoiseach"},
    {"chancellor", "bundeskanzler", "bundeskanzlerin"},
    {"deputy prime minister", "tánaiste", "tanaiste"},
    {"adviser", "advisor", "aide"},
    {"lawmaker", "mp", "senator", "congressman", "congresswoman", "deputy", "politician"},
    {"mayor", "chief"},
    {"pope", "pontiff"},
    {"king", "monarch"},
    {"queen", "monarch"},
)


def _heads_agree(head: str, character: Character) -> bool:
    other = character.head or ""
    if head == other or any(head in alike and other in alike for alike in _ALIKE):
        return True
    return head in _words(character.role or "") and not {head, other} & {
        "prime minister",
        "vice president",
        "president",
    }
