"""Which options a unit speaks to: by name, or by pointing at what is under discussion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.positions.clauses import Token, Tokens
from onrecord.positions.options import Profile, action_book, content_words, stem
from onrecord.positions.relevance import Match, Matrix, Relevance, anaphors
from onrecord.positions.units import Unit
from onrecord.types import ActorKind, ArticleMaterial, MentionForm, Span, StatementKind

# A sentence speaks to an option by itself where 0.6 of its vector's likeness and 0.4 of the share of the option's terms
# add up to DIRECT; a sentence is what "it" and "the idea" can point back to from TOPIC. On the bundled debate DIRECT
# from 0.28 to 0.40 and a share of 0.3 gave the same figures, and 0.46 lost a position; DIRECT stands above what was
# spurious in other reports (0.3 to 0.4), and AGAIN lets in what is named in short once it has been named in full. The
# numbers below these were set by hand, not swept.
VECTOR_SHARE = 0.6
DIRECT = 0.42
TOPIC = 0.36
# Where some sentence of the article names the option this clearly, "the tax" is enough elsewhere: AGAIN.
CLEAR = 0.6
AGAIN = 0.34
# Of several options, those that trail the best by more than this are only alike, not meant.
MARGIN = 0.16
# An article is about one option where so many stances, and more than half of all, name it.
THEME = 3
# Each sentence further back counts this much less.
FADING = 0.9
# How many sentences back "it", "the idea" or "nothing" may point.
BACK = 2


_NAMING = (MentionForm.NAME, MentionForm.METONYM, MentionForm.DEMONYM)


@dataclass(frozen=True, slots=True)
class Target:
    """An option that a unit speaks to: where it is named, how surely, and whether only by pointing back.

    ``context`` is the sentence that it points back to, ``antecedent`` that sentence's tokens and the places in them
    that name the option.
    """

    option: int
    places: tuple[int, ...]
    score: float
    pointing: bool
    sweeping: bool
    context: Span | None
    antecedent: tuple[tuple[Token, ...], tuple[int, ...]] | None = None


class Finder:
    """Says for each unit of an article which options it speaks to."""

    def __init__(self, material: ArticleMaterial, tokens: Tokens, found: Sequence[Unit], relevance: Relevance) -> None:
        """Match every sentence that a unit may mean with every option."""
        self._relevance = relevance
        self._sentences = material.reading.sentences
        self._tokens = tokens
        needed = sorted({n for unit in found for n in range(max(0, unit.sentence - BACK), unit.sentence + 1)})
        self._rows = {n: tokens.within(self._sentences[n]) for n in needed}
        relevance.learn_words(
            {t.text for row in self._rows.values() for t in row if t.pos in {"NOUN", ""} and len(t.text) > 2}
        )
        self._telling = _telling(relevance, _places(material))
        self._triggers = [
            telling | profile.keyword_heads for telling, profile in zip(self._telling, relevance.profiles, strict=True)
        ]
        self._matches = {n: self._meant(row) for n, row in self._rows.items()}
        self._text = material.article.text
        self._likeness: dict[int, Matrix] = {}
        self._established: dict[int, bool] = {}
        self._direct: dict[int, tuple[Unit, list[Target]]] = {}  # by identity: to hash a unit takes longer
        self.theme = self._theme(found)
        self._resolved: dict[int, tuple[int, float]] = {}

    def _is_established(self, option: int) -> bool:
        """Whether some sentence names the option clearly."""
        if option not in self._established:
            met = [n for n, matches in self._matches.items() if option in matches]
            met.sort(key=lambda n: (n not in self._likeness, -self._matches[n][option].cover))  # the likeliest first
            self._established[option] = any(self._score(n, option, self._matches[n][option]) >= CLEAR for n in met)
        return self._established[option]

    def _meant(self, row: Sequence[Token], spoken_for: frozenset[int] = frozenset()) -> dict[int, Match]:
        """The options that the words of a row tell from the others, with their matches."""
        met = self._relevance.stems(row)
        worth = [n for n in range(len(self._relevance.profiles)) if met & self._triggers[n]]
        matches = {n: self._relevance.match(row, n, spoken_for) for n in worth}
        return {n: match for n, match in matches.items() if match.keyword or match.stems & self._telling[n]}

    def targets(self, unit: Unit) -> list[Target]:
        """The options that a unit speaks to, the surest first."""
        named = self._named(unit)
        if named:
            return named
        pointed = self._by_pointing(unit)
        part = self._part_named(unit, pointed)
        if part is not None:
            return [part]
        if pointed and not pointed[0].sweeping:
            # what a sentence turned out to mean, the next one can point back to
            self._resolved.setdefault(unit.sentence, (pointed[0].option, pointed[0].score))
        return pointed

    def _part_named(self, unit: Unit, pointed: Sequence[Target]) -> Target | None:
        """The part of the option under discussion that the unit names: "this only for training"."""
        profiles = self._relevance.profiles
        for target in pointed[:1]:
            whole = profiles[target.option].option.id
            for number in (n for n in self._matches[unit.sentence] if profiles[n].option.parent == whole):
                match = self._relevance.match(unit.tokens, number, _spoken_for(unit, profiles[number]))
                if match.places and (match.keyword or match.stems & self._telling[number]):
                    return Target(number, match.places, target.score, False, False, target.context)
        return None

    def _by_pointing(self, unit: Unit) -> list[Target]:
        places, sweeping = anaphors(unit.tokens)
        if not places and _bare(unit):
            places = [unit.operators[0].begin]
        pointed = self._pointed(unit, places, sweeping) if places else []
        if pointed or not places:
            return pointed
        option = self.theme if sweeping else self._of_act(unit, places)
        return [] if option is None else [Target(option, tuple(places), TOPIC, True, sweeping, None)]

    def _of_act(self, unit: Unit, places: Sequence[int]) -> int | None:
        """The one option of the article that "the abolition" or "the ban" can mean, however far back it was named."""
        acts = {hit.label for place in places for hit in action_book().find([unit.tokens[place].text])}
        profiles = self._relevance.profiles
        fitting = [n for n in range(len(profiles)) if profiles[n].sign in acts and self._is_established(n)]
        return fitting[0] if len(fitting) == 1 else None

    def _theme(self, found: Sequence[Unit]) -> int | None:
        """The option that most stances name: what "we exclude nothing" means where nothing is nearer."""
        counts: dict[int, int] = {}
        for unit in found:
            for target in self._named(unit)[:1]:
                counts[target.option] = counts.get(target.option, 0) + 1
        best = max(counts, key=lambda option: counts[option], default=None)
        return best if best is not None and counts[best] >= THEME and counts[best] * 2 > sum(counts.values()) else None

    def _named(self, unit: Unit) -> list[Target]:
        if id(unit) not in self._direct:
            self._direct[id(unit)] = unit, self._naming(unit)
        return self._direct[id(unit)][1]

    def _naming(self, unit: Unit) -> list[Target]:
        found = []
        for number, profile in enumerate(self._relevance.profiles):
            if number not in self._matches[unit.sentence]:
                continue
            match = self._relevance.match(unit.tokens, number, _spoken_for(unit, profile))
            if not (match.keyword or match.stems & self._telling[number]):
                continue
            score = self._score(unit.sentence, number, match)
            if match.places and (score >= DIRECT or (score >= AGAIN and self._is_established(number))):
                found.append(Target(number, match.places, score, False, False, None))
        best = max((target.score for target in found), default=0.0)
        near = [target for target in found if target.score >= best - MARGIN]
        return sorted(self._narrowest(near), key=lambda target: -target.score)

    def _score(self, sentence: int, number: int, match: Match) -> float:
        if not self._relevance.has_vectors:
            return match.cover
        if sentence not in self._likeness:  # vectors are dear: only what is asked for gets one
            self._likeness[sentence] = self._relevance.similarities([self._sentences[sentence].of(self._text)])[0]
        return VECTOR_SHARE * float(self._likeness[sentence][number]) + (1 - VECTOR_SHARE) * match.cover

    def _narrowest(self, found: list[Target]) -> list[Target]:
        """Drop an option where a part of it is named at least as well."""
        profiles = self._relevance.profiles
        numbers = {profiles[t.option].option.id: t for t in found}
        dropped = set()
        for target in found:
            parent = profiles[target.option].option.parent
            if parent in numbers and target.score >= numbers[parent].score - MARGIN / 2:
                dropped.add(numbers[parent].option)
        return [target for target in found if target.option not in dropped]

    def _pointed(self, unit: Unit, places: list[int], sweeping: bool) -> list[Target]:
        """The option under discussion in this sentence or just before, for words that only point at it.

        A sweeping phrase means every option that was under discussion there, other words the one that was most so.
        """
        found: dict[int, Target] = {}
        for back in range(BACK + 1):
            number = unit.sentence - back
            if number < 0 or number not in self._rows:
                break
            best = self._topic(number)
            if best is None:
                continue
            option, score = best[0], best[1] * FADING**back
            if option not in found or score > found[option].score:
                context = self._sentences[number] if back else None
                match = self._matches[number].get(option)
                named = (tuple(self._rows[number]), match.places) if back and match is not None else None
                found[option] = Target(option, tuple(places), score, True, sweeping, context, named)
        ranked = sorted((t for t in found.values() if t.score >= TOPIC), key=lambda target: -target.score)
        return ranked if sweeping else ranked[:1]

    def _topic(self, number: int) -> tuple[int, float] | None:
        """The option that a sentence is most about, None where it is about none."""
        scores = [(self._score(number, option, match), -option) for option, match in self._matches[number].items()]
        score, option = max(scores, default=(0.0, 0))
        return (-option, score) if score >= TOPIC else self._resolved.get(number)


def _bare(unit: Unit) -> bool:
    """Whether a stance stands without an object ("has not made up its mind"): it means what is under discussion."""
    inside = {i for op in unit.operators for i in range(op.begin, op.end)}
    cues = [span for span in unit.statement.cue if unit.statement.kind is not StatementKind.ATTITUDE]
    others = [
        token
        for place, token in enumerate(unit.tokens)
        if place not in inside
        and token.pos in {"NOUN", "PROPN", "VERB", "ADJ"}
        and not any(cue.overlaps(token.span) for cue in cues)
    ]
    spare = 1 if all(op.name in {"undecided", "hesitate"} for op in unit.operators) else 0
    return len(others) <= spare and all(op.who == "subject" for op in unit.operators)


def _spoken_for(unit: Unit, profile: Profile) -> frozenset[int]:
    """Places of stance words, except where the option's own act is such a word ("postponing the vote")."""
    places = {i for op in unit.operators for i in range(op.begin, op.end)}
    return frozenset(i for i in places if stem(unit.tokens[i].text) not in profile.actions)


def _telling(relevance: Relevance, places: frozenset[str]) -> list[frozenset[str]]:
    """For each option the terms of its label that tell it from the others: of no label but its own and its parts'.

    Words that mean the same as a word of another label tell nothing either ("soldiers" beside "troops"). Without one
    of them or a whole keyword "Ukraine" alone would name each option that has it in its label; ``places`` are the
    stems of the states that the article names.
    """
    telling = []
    for profile, shared in zip(relevance.profiles, relevance.shared, strict=True):
        option = profile.option
        others = [
            other.label
            for other in relevance.profiles
            if other.option.id != option.id and other.option.parent != option.id
        ]
        own = profile.label.difference(profile.leading, places, shared, *others)
        telling.append(own or frozenset(profile.terms))
    return telling


def _places(material: ArticleMaterial) -> frozenset[str]:
    """The stems of the words by which the article names states: they say where, not what."""
    states = {actor.id for actor in material.resolution.actors if actor.kind is ActorKind.STATE}
    text = material.article.text
    named = [
        m.span.of(text)
        for m in material.resolution.mentions
        if m.form in _NAMING and len(m.actors) == 1 and m.actors[0] in states
    ]
    return frozenset(stem(word) for name in named if len(name.split()) <= 3 for word in content_words(name))
