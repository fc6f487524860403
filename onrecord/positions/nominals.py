"""Who stands before and behind a verb: noun phrases with their heads, owners and actors, without a syntax tree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.positions.clauses import Token
from onrecord.positions.holders import Holders
from onrecord.positions.phrases import relation_language
from onrecord.types import Mention, Span

_WORDS = {name: frozenset(words) for name, words in relation_language()["words"].items()}

_INSIDE = frozenset({"DET", "ADJ", "NUM", "NOUN", "PROPN", "PRON", "SYM"})
_HEADS = frozenset({"NOUN", "PROPN", "PRON"})
_OWNING = frozenset({"his", "her", "its", "their", "my", "our", "your"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_BEING = frozenset({"was", "were", "is", "are", "be", "been", "being", "get", "gets", "got", "getting", "'s", "am"})
_QUOTES = frozenset({'"', "“", "”", "'", "‘", "’", "«", "»"})
_LINKS = frozenset({"of", "for", "in", "from", "at", "on", "with", "to", "against", "over", "about"})

# How far a verb may stand from its subject's last word, over helping verbs, adverbs and remarks between commas:
# "X, the minister of state for the islands, who …, sharply criticised Y". Farther away the comma is another's.
FAR = 24


@dataclass(frozen=True, slots=True)
class Party:
    """An actor's place in a row; ``deed`` is the word that stands for what it did ("X's handling of the strike")."""

    actors: tuple[str, ...]
    begin: int
    end: int
    deed: str = ""


class Sentence:
    """A row of tokens with the mentions over it."""

    def __init__(self, row: Sequence[Token], holders: Holders) -> None:
        """Find the tokens that each mention covers."""
        self.row = row
        self.texts = [token.text for token in row]
        self._over: dict[int, list[tuple[int, int, Mention]]] = {}
        whole = Span(row[0].span.begin, row[-1].span.end)
        for mention in sorted(holders.acting(whole), key=lambda m: m.span.begin - m.span.end):
            places = [i for i, token in enumerate(row) if mention.span.overlaps(token.span)]
            if len(places) > 1 and self.texts[places[-1]] in {"'s", "'"}:
                places.pop()  # the mark of owning is no part of a name
            for place in places:
                self._over.setdefault(place, []).append((places[0], places[-1] + 1, mention))

    def mention(self, place: int, begin: int = 0) -> Mention | None:
        """The widest mention of an actor over a token that does not reach before ``begin``."""
        return next((mention for first, _, mention in self._over.get(place, ()) if first >= begin), None)

    def _reach(self, place: int, begin: int = 0) -> tuple[int, int]:
        return next(((f, last) for f, last, _ in self._over.get(place, ()) if f >= begin), (place, place + 1))

    # ------------------------------------------------------------ behind

    def behind(self, place: int) -> list[Party]:
        """The noun phrase that begins at a place, with those that "and" joins to it."""
        found = self._phrase(place)
        if found is None:
            return []
        parties = [found]
        while (follower := self._joined(parties[-1].end)) is not None:
            parties.append(follower)
        return parties if any(party.actors for party in parties[:1]) else []

    def _joined(self, place: int) -> Party | None:
        """The next name of a list; none where a verb follows it ("criticised X and Y left")."""
        begin = place
        while begin < len(self.row) and begin - place < 2 and self.texts[begin] in {",", "and", "or", "&"}:
            begin += 1
        if begin == place or self.texts[begin - 1] == ",":
            return None
        found = self._phrase(begin)
        if found is None or not found.actors or found.deed:
            return None
        after = self.row[found.end] if found.end < len(self.row) else None
        return None if after is not None and after.pos in {"VERB", "AUX", "ADV"} else found

    def _phrase(self, place: int) -> Party | None:
        begin = place
        while begin < len(self.row) and (self.row[begin].pos == "ADV" or self.texts[begin] in {"both", "all"}):
            begin += 1
        end, owner, named = begin, None, begin
        while end < len(self.row):
            token, mention = self.row[end], self.mention(end, begin)
            if token.pos == "DET" and named > begin and owner is None:
                break  # "called X a friend"
            if mention is not None and token.text not in _OWNING:
                if end > begin and self._separate(end):
                    break
                owner, end = None, max(end + 1, self._reach(end, begin)[1])
                named = end
                if end < len(self.row) and self.texts[end] in {"'s", "'"} and self.row[end].pos != "AUX":
                    owner, end = mention, end + 1
            elif token.text in _OWNING and end == begin:
                owner, end = mention, end + 1
            elif token.pos == "PRON":
                end += end == begin
                break
            elif token.pos in _INSIDE or (token.text in _QUOTES and owner is not None and end + 1 < len(self.row)):
                end += 1
            else:
                break
        while end > begin + 1 and self.texts[end - 1] in _WORDS["times"] | _QUOTES:
            end -= 1
        if end <= begin:
            return None
        head = self.mention(end - 1, begin)
        if head is not None and (self.texts[end - 1] not in _OWNING or end == begin + 1):
            return Party(head.actors, begin, end)
        if owner is None and named == end - 1 > begin:  # "the Times report"
            owner = self.mention(named - 1, begin)
        if owner is not None:
            return Party(owner.actors, begin, end, deed=self.texts[end - 1])
        if end + 1 < len(self.row) and self.texts[end] in {"of", "by", "from"} and self.row[end - 1].pos == "NOUN":
            inner = self._phrase(end + 1)
            if inner is not None and inner.actors and not inner.deed and self.texts[end - 1] in _WORDS["doings"]:
                return Party(inner.actors, begin, inner.end, deed=self.texts[end - 1])
        return Party((), begin, end)

    def _separate(self, place: int) -> bool:
        """Whether a name opens a phrase of its own behind a noun: "told reporters Trump had lied"."""
        before = self.row[place - 1]
        return before.pos == "PRON" and before.text not in _OWNING

    # ------------------------------------------------------------ before

    def before(self, place: int, depth: int = 0) -> Party | None:
        """The subject of the verb at a place."""
        at = self._over_helpers(place - 1)
        if at < 0 or depth > 3:
            return None
        token = self.row[at]
        if token.text in _RELATIVE and token.pos in {"PRON", "SCONJ", "DET"}:
            at -= 1
            if at >= 0 and self.texts[at] == ",":
                at -= 1
            begin = self._reach(at)[0] if at >= 0 else 0
            if at < 0 or (token.text != "who" and begin > 0 and self.row[begin - 1].pos == "VERB"):
                return None  # "an ad targeting X that attacks Y"
            return self.ending(at)
        if token.pos in _HEADS or self.mention(at) is not None:
            return self.ending(at)
        if token.text == ",":
            return self._over_remark(at)
        if token.text in {"and", "or", "but", "then"}:
            verb = self._verb_before(at)
            return self.before(verb, depth + 1) if verb is not None else None
        return None

    def helpers(self, place: int) -> list[str]:
        """The helping words and adverbs between a verb and what stands before them."""
        at = self._over_helpers(place - 1)
        return self.texts[at + 1 : place]

    def _over_helpers(self, at: int) -> int:
        while at >= 0 and (
            self.row[at].pos in {"AUX", "ADV"}
            or self.texts[at] in {"not", "n't", "never", "also", "to"} | _WORDS["raising"]
        ):
            if self.mention(at) is not None:
                break
            at -= 1
        return at

    def _over_remark(self, comma: int) -> Party | None:
        """The subject before a remark between commas."""
        for at in range(comma - 1, max(-1, comma - FAR), -1):
            if self.texts[at] in {",", "—", "–"} and at > 0:
                party = self.ending(at - 1)
                return party if party is not None and party.actors else None
            if self.texts[at] in _QUOTES:
                return None
        return None

    def _verb_before(self, place: int) -> int | None:
        for at in range(place - 1, -1, -1):
            if self.texts[at] in {";", ":"}:
                return None
            if self.row[at].pos == "VERB" and not self.texts[at].endswith("ing"):
                if at > 0 and self.texts[at - 1] == "to":
                    continue
                return at
        return None

    def main_before(self, place: int) -> Party | None:
        """The subject that a participle shares: that of the finite verb before it ("X said so, criticising Y")."""
        verb = self._verb_before(place)
        while verb is not None:
            party = self.before(verb)
            if party is not None and party.actors:
                return party
            if party is not None:
                return None
            verb = self._verb_before(verb)
        return None

    def main_behind(self, place: int) -> Party | None:
        """The subject that a participle at the head of a sentence shares: "Criticising Y, X said"."""
        for at in range(place, min(len(self.row), place + FAR)):
            if self.texts[at] == ",":
                return self._phrase(at + 1)
        return None

    def ending(self, at: int) -> Party | None:
        """The noun phrase that ends at a place, or the one that a preposition joins it to ("the head of X")."""
        while at > 0 and self.texts[at] in _WORDS["times"] | _QUOTES:
            at -= 1
        if at > 0 and self.row[at].pos == "ADP":  # "X on Monday"
            at -= 1
        mention = self.mention(at)
        begin = self._reach(at)[0] if mention is not None else self._begin(at)
        if begin > 1 and self.row[begin - 1].pos in {"ADP", "PART"} and self.texts[begin - 1] in _LINKS:
            before = begin - 2
            if self.row[before].pos in _HEADS or self.mention(before) is not None:
                return self.ending(before)
            return None
        if begin == 1 and self.row[0].pos == "ADP":
            return None
        if mention is None:
            if self.row[at].pos not in _HEADS:
                return None
            owner = self.owner(at) or self._named(at - 1) if self.texts[at] in _WORDS["works"] else None
            return Party(owner.actors if owner is not None else (), begin, at + 1)
        if self.texts[at] in _OWNING:
            return None
        return Party(mention.actors, begin, at + 1)

    def _begin(self, at: int) -> int:
        while at > 0 and self.mention(at - 1) is None:
            if self.row[at - 1].pos not in _INSIDE and self.texts[at - 1] != "'s":
                break
            at -= 1
        return at

    def _named(self, at: int) -> Party | None:
        mention = self.mention(at) if at >= 0 else None
        return Party(mention.actors, at, at + 1) if mention is not None else None

    def owner(self, noun: int) -> Party | None:
        """Whose noun it is: "X's criticism", "his recent attack"."""
        for at in range(noun - 1, max(-1, noun - 5), -1):
            mention = self.mention(at)
            if self.texts[at] in _OWNING:
                return Party(mention.actors, at, noun) if mention is not None else None
            if self.texts[at] in {"'s", "'"} and at > 0:
                named = self.mention(at - 1)
                return Party(named.actors, at - 1, noun) if named is not None else None
            if self.row[at].pos not in {"ADJ", "NOUN", "NUM", "ADV"}:
                return None
        return None

    def passive(self, place: int) -> bool:
        """Whether the verb at a place is told of the one acted on ("was criticised")."""
        helpers = self.helpers(place)
        near = helpers[len(helpers) - helpers[::-1].index("to") :] if "to" in helpers else helpers
        return any(word in _BEING for word in near) and not self.texts[place].endswith("ing")

    def agent(self, place: int, marks: frozenset[str] = frozenset({"by"})) -> list[Party]:
        """Who did it: the name behind "by", at most a few words on and in the same clause."""
        for at in range(place, min(place + 7, len(self.row) - 1)):
            if self.texts[at] in marks:
                return [party for party in self.behind(at + 1) if not party.deed]
            if self.texts[at] in {",", ";", ":", "and"} or self.row[at].pos in {"VERB", "AUX"}:
                return []
        return []
