"""The actor stage: statements of one article get their actors, references become mentions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Sequence
from dataclasses import replace

from onrecord.actors.antecedents import Antecedents
from onrecord.actors.lexicon import Lexicon, Sort, lexicon
from onrecord.actors.listed import JUDGED
from onrecord.actors.lists import lists_of
from onrecord.actors.narrator import narrator_of
from onrecord.actors.people import Character
from onrecord.actors.pronouns import Found, Pronouns
from onrecord.actors.refs import Ref, RefKind
from onrecord.actors.salience import THING, Memory, Nature, is_subject
from onrecord.actors.scene import Scene
from onrecord.actors.sources import fallback_actor, holders
from onrecord.actors.spotting import outermost, references
from onrecord.actors.tokens import Page, page_of
from onrecord.types import (
    Actor,
    ActorKind,
    Article,
    Mention,
    MentionForm,
    Provenance,
    Reading,
    Resolution,
    Span,
    Statement,
    StatementKind,
)
from onrecord.version import __version__

METHOD = "actors.resolve"

# How sure a kind of reference is. The order follows 140 sources of PolNeAR dev read by hand (names hardly ever wrong,
# then roles, then pronouns); the steps are by judgement.
_SURE = {
    RefKind.LISTED: 0.97,
    RefKind.PERSON: 0.95,
    RefKind.ORGANISATION: 0.9,
    RefKind.ROLE: 0.85,
    RefKind.GROUP: 0.8,
    RefKind.PRONOUN: 0.75,
}
_SURE_LIST = 0.85
_PLACE_ONLY = 0.5  # a state named as a place or before a noun ("in Ukraine", "EU sanctions"): it does not act


def resolve(article: Article, reading: Reading, statements: Sequence[Statement]) -> Resolution:
    """Give every statement its actor and every reference its mention; ids are made from this article alone."""
    lex = lexicon()
    page = page_of(article, reading)
    refs = references(
        page, reading, [h for s in statements for h in (*s.source, *((s.holder,) if s.holder else ()))], lex
    )
    quotes = tuple(span for s in statements if s.kind is StatementKind.DIRECT for span in s.content)
    memory = Memory(page, quotes, tuple(span for s in statements for span in s.content))
    scene = Scene(page, refs, lex, memory)
    walk = _Walk(page, refs, scene, lex, statements)
    walk.run()
    mentions = (*walk.mentions(), *walk.first_person())
    done = tuple(walk.resolved[s.id] for s in statements)
    ordered = tuple(sorted(set(mentions), key=_placed))
    used = {i for m in ordered for i in m.actors} | {s.actor for s in done if s.actor is not None}
    return Resolution(done, ordered, tuple(_with_bodies(used, scene)))


def _placed(mention: Mention) -> tuple[object, ...]:
    """Where a mention stands among the others; of two that differ in their score alone, the surer first."""
    return mention.span.begin, -mention.span.end, mention.form, mention.actors, -mention.provenance.score


def _with_bodies(used: set[str], scene: Scene) -> list[Actor]:
    """The actors met, with the bodies that they count for and the members of their groups."""
    wanted, stack = set[str](), sorted(used)
    while stack:
        identifier = stack.pop()
        actor = scene.actors.get(identifier)
        if actor is None or identifier in wanted:
            continue
        wanted.add(identifier)
        stack += [i for i in (actor.affiliation, actor.state) if i]
        stack += actor.members if actor.kind is ActorKind.GROUP else ()
    return [scene.actors[i] for i in sorted(wanted)]


class _Walk:
    """Reads the references of an article from left to right."""

    def __init__(
        self, page: Page, refs: Sequence[Ref], scene: Scene, lex: Lexicon, statements: Sequence[Statement]
    ) -> None:
        self.page, self.refs, self.scene, self.lex = page, refs, scene, lex
        self.antecedents = Antecedents(scene)
        self.found: dict[int, list[Found]] = {}
        self.lists = lists_of(page, outermost(refs))
        self._list_ends = {run[-1].end: run for run in self.lists}
        self._list_begins = [run[0].begin for run in self.lists]
        self._siblings = {id(run[0]): run[1:] for run in self.lists}
        self._of_id: dict[str, list[Character]] = {}
        for character in scene.characters:
            self._of_id.setdefault(character.id, []).append(character)
        self.pending = deque(sorted(statements, key=_anchor))
        self.resolved: dict[str, Statement] = {}
        self.extra: list[Mention] = []
        scene.memory.narrator = narrator_of(scene, refs, statements)
        spoken = frozenset(i for s in statements for span in s.source for i in page.within(span))
        self.pronouns = Pronouns(scene, refs, self.found, spoken)

    def run(self) -> None:
        """Resolve every reference and, as soon as its source is read, every statement."""
        for ref in self.refs:
            begin = self.page.tokens[ref.begin].begin
            while self.pending and _anchor(self.pending[0]) <= begin:
                self._finish(self.pending.popleft())
            actors = self._actors(ref)
            if actors:
                self.found.setdefault(ref.begin, []).append(Found(ref, self._span(ref), actors))
                self._remember(ref, actors)
                self._remember_list(ref)
        while self.pending:
            self._finish(self.pending.popleft())
        for statement in self.resolved.values():
            self._complete_list(statement)

    def _actors(self, ref: Ref) -> tuple[str, ...]:
        if ref.kind is RefKind.LISTED:
            return self.antecedents.native(ref) or (self.scene.listed(ref),)
        if ref.kind is RefKind.PERSON:
            character = self.scene.character(ref)
            if ref.owner is not None:
                owner = next((f.actors for f in self.found.get(ref.begin, ()) if f.ref.kind is RefKind.PRONOUN), ())
                self.scene.serves(ref, owner)
            return (character.id,) if character is not None else ()
        if ref.kind is RefKind.ORGANISATION:
            return self.antecedents.body(ref)
        if ref.kind is RefKind.ROLE:
            return self.antecedents.role(ref)
        if ref.kind is RefKind.GROUP:
            return self.antecedents.group(ref, self._siblings.get(id(ref), ()))
        return self.pronouns.actors(ref)

    def _remember(self, ref: Ref, actors: tuple[str, ...]) -> None:
        self.antecedents.note(ref, actors)
        actor = self.scene.actors[actors[0]]
        gender = ref.gender
        character = self.scene.character(ref) if ref.kind is RefKind.PERSON else None
        if character is not None:
            gender = character.gender or gender
        elif ref.kind is RefKind.PRONOUN:
            gender = {"he": "m", "she": "f"}.get(ref.head or "", "")
            for known in self._of_id.get(actors[0], ()):
                known.gender = known.gender or gender
        plural = len(actors) > 1 or actor.kind is ActorKind.GROUP or (ref.entry is not None and ref.plural)
        tied = ref.entry is not None and "-" in ref.name and "-" not in ref.entry.words[-1]  # "Moscow-backed"
        adjective = tied or (ref.entry is not None and ref.entry.sort is Sort.DEMONYM and not ref.plural)
        if adjective and actor.kind is not ActorKind.PERSON:
            return  # an adjective is no antecedent
        if ref.kind is RefKind.ORGANISATION and ref.name.rpartition(" ")[2].lower() in self.lex.groups.laws:
            actors = THING  # "the Clean Air Act": a pronoun that takes it up is nobody's
        party = actor.kind is ActorKind.PARTY
        plural = plural or (party and (ref.entry.words[-1] if ref.entry else ref.name).endswith("s"))  # "the Greens"
        collective = party or (actor.kind is ActorKind.ORGANISATION and ref.entry is None)
        nature = Nature(gender, actor.kind is ActorKind.PERSON, plural, collective)
        self.scene.memory.note(ref, actors, nature, self.lex)

    def _remember_list(self, ref: Ref) -> None:
        """A list that ends here is what a later "they" may mean."""
        run = self._list_ends.get(ref.end)
        if run is None or run[-1] is not ref:
            return
        actors = self._of_list(run)
        whole = replace(ref, begin=run[0].begin)
        if len(actors) > 1 and is_subject(self.page, whole, self.lex):
            self.scene.memory.note(whole, actors, Nature(plural=True), self.lex)

    def _lists_at(self, found: Sequence[Found]) -> Sequence[tuple[Ref, ...]]:
        """The lists that may hold one of these references."""
        if not found:
            return ()
        begin, end = min(f.ref.begin for f in found), max(f.ref.end for f in found)
        first = max(0, bisect_right(self._list_begins, begin) - 1)
        return self.lists[first : bisect_left(self._list_begins, end)]

    def _of_list(self, run: Sequence[Ref]) -> tuple[str, ...]:
        if run[0].kind is RefKind.GROUP and run[0].core >= 0:  # "the ministers of A and B": B is no item of the list
            run = run[:1]
        return tuple(dict.fromkeys(a for r in run for f in self.found.get(r.begin, ()) if f.ref is r for a in f.actors))

    # ------------------------------------------------------------ statements

    def _finish(self, statement: Statement) -> None:
        spans = statement.source or ((statement.holder,) if statement.holder is not None else ())
        actors = self._held(spans)
        if not actors and statement.source and statement.holder is not None:
            actors = self._held((statement.holder,))
        if not actors and not spans:
            actors = self._beside_cue(statement)
        if not actors and spans:
            actor = fallback_actor(self.page, spans[0], self.scene)
            actors = (self.scene.add(actor),) if actor is not None else ()
        if actors and statement.source:
            form = MentionForm.GROUP if len(actors) > 1 else None
            if form is not None:
                self.extra.append(Mention(statement.source[0], actors, form, _provenance(_SURE_LIST)))
        if actors:
            self.scene.memory.speaker = actors[0]
        elif statement.source:
            self.scene.memory.thing(statement.source[0])
        self.resolved[statement.id] = replace(statement, actor=actors[0] if actors else None)

    def _held(self, spans: Sequence[Span]) -> tuple[str, ...]:
        """Whom the words of a source name; the first of its parts that names anybody."""
        for span in spans:
            found = self._over(span)
            actors = holders(self.page, span, [(f.ref, f.actors) for f in found], self._lists_at(found), self.lex)
            if actors:
                return actors
        return ()

    def _complete_list(self, statement: Statement) -> None:
        """A source that holds one half of a list ("most other capitals" of "Vienna and …") speaks for the whole."""
        if not statement.source or statement.actor is None:
            return
        found = self._over(statement.source[0])
        inside = [f.ref for f in found]
        for run in self._lists_at(found):
            whole = replace(run[-1], begin=run[0].begin)
            states = run[0].kind in (RefKind.LISTED, RefKind.GROUP)
            if len([r for r in run if r in inside]) == 1 and states and is_subject(self.page, whole, self.lex):
                actors = self._of_list(run)
                self.extra.append(Mention(statement.source[0], actors, MentionForm.GROUP, _provenance(_SURE_LIST)))

    def _beside_cue(self, statement: Statement) -> tuple[str, ...]:
        """The subject of a cue without a source: the reference right beside it, else the last subject before it."""
        for cue in statement.cue[:1]:
            indexes = self.page.within(cue)
            if not indexes:
                continue
            sentence = self.page.tokens[indexes.start].sentence
            subjects: list[Found] = []
            for begin in range(max(0, indexes.start - 25), indexes.stop + 2):
                for found in self.found.get(begin, ()):
                    if found.ref.end == indexes.start or found.ref.begin == indexes.stop:
                        return found.actors
                    inside = any(c.covers(found.span) for c in statement.content)
                    same = self.page.tokens[begin].sentence == sentence and begin < indexes.start
                    if same and not inside and is_subject(self.page, found.ref, self.lex):
                        subjects.append(found)
            if subjects:
                return subjects[-1].actors
        return ()

    def _over(self, span: Span) -> list[Found]:
        """The resolved references that share text with a span; none is longer than a dozen words."""
        indexes = self.page.within(span)
        near = range(max(0, indexes.start - 12), indexes.stop)
        return [f for i in near for f in self.found.get(i, ()) if f.span.overlaps(span)]

    def _span(self, ref: Ref) -> Span:
        return self.page.span(ref.begin, ref.end)

    # ------------------------------------------------------------ mentions

    def mentions(self) -> list[Mention]:
        """A mention for every resolved reference, and one for every list."""
        mentions = list(self.extra)
        for found in (f for many in self.found.values() for f in many):
            mentions.append(Mention(found.span, found.actors, _form(found.ref), _provenance(self._score(found.ref))))
        for run in self.lists:
            actors = self._of_list(run)
            after = self.page.tokens[run[-1].end] if run[-1].end < len(self.page.tokens) else None
            adjectives = after is not None and after.pos == "NOUN" and not after.capital
            if len(actors) > 1 and not adjectives:
                span = self.page.span(run[0].begin, run[-1].end)
                mentions.append(Mention(span, actors, MentionForm.GROUP, _provenance(_SURE_LIST)))
        return mentions

    def _score(self, ref: Ref) -> float:
        return _PLACE_ONLY if ref.kind is RefKind.LISTED and not self._acts(ref) else _SURE[ref.kind]

    def _acts(self, ref: Ref) -> bool:
        """Whether a listed name acts; a party or bloc, which the lists do not judge, does so unless before a noun."""
        if ref.entry is None or ref.entry.sort in JUDGED:
            return ref.acts
        before = self.page.tokens[ref.begin - 1].lower if ref.begin else ""
        after = self.page.tokens[ref.end] if ref.end < len(self.page.tokens) else None
        adjective = after is not None and after.word and after.pos in ("NOUN", "ADJ") and not after.capital
        return not adjective and before not in self.lex.words["places.prepositions"]

    def first_person(self) -> list[Mention]:
        """ "I" is the speaker of the words around it, "we" the body that the speaker counts for."""
        mentions = []
        direct = deque(
            sorted(
                (
                    (content.begin, content.end, number)
                    for number, s in enumerate(self.resolved.values())
                    if s.kind in (StatementKind.DIRECT, StatementKind.MIXED) and s.actor
                    for content in s.content
                ),
            )
        )
        spoken = list(self.resolved.values())
        opened: list[tuple[int, int, int]] = []  # contents that have begun and are not over
        for ref in self.refs:
            if ref.kind is not RefKind.PRONOUN or ref.head not in ("i", "we"):
                continue
            span = self._span(ref)
            while direct and direct[0][0] <= span.begin:
                opened.append(direct.popleft())
            opened = [content for content in opened if content[1] > span.begin]
            around = [spoken[number] for _, end, number in opened if end >= span.end]
            if not around:
                continue
            inner = min(around, key=lambda s: sum(c.end - c.begin for c in s.content))
            speaker = inner.actor or ""
            actor = self.scene.actors[speaker]
            who = speaker if ref.head == "i" else actor.affiliation or speaker
            mentions.append(Mention(span, (who,), MentionForm.PRONOUN, _provenance(0.9 if ref.head == "i" else 0.6)))
        return mentions


def _anchor(statement: Statement) -> int:
    """The place at which a statement's speaker can be known: behind its source."""
    spans = statement.source or ((statement.holder,) if statement.holder else statement.content)
    return max((s.end for s in spans), default=0)


def _provenance(score: float) -> Provenance:
    return Provenance(METHOD, __version__, score)


def _form(ref: Ref) -> MentionForm:
    if ref.kind is RefKind.LISTED and ref.entry is not None:
        if ref.entry.sort in (Sort.CAPITAL, Sort.SEAT):
            return MentionForm.METONYM
        if ref.entry.sort is Sort.DEMONYM:
            return MentionForm.ROLE if ref.role == "government" else MentionForm.DEMONYM
        return MentionForm.NAME
    return {
        RefKind.PERSON: MentionForm.NAME,
        RefKind.ORGANISATION: MentionForm.NAME,
        RefKind.ROLE: MentionForm.ROLE,
        RefKind.GROUP: MentionForm.GROUP,
        RefKind.PRONOUN: MentionForm.PRONOUN,
        RefKind.LISTED: MentionForm.NAME,
    }[ref.kind]
