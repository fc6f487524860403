"""What the name of a state, capital, people or seat stands for at a place: an actor, a place, or another thing."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Set
from enum import StrEnum
from itertools import pairwise

from onrecord.actors.acting import acts
from onrecord.actors.around import Around, Spot
from onrecord.actors.cues import cues
from onrecord.actors.lexicon import Entry, Lexicon, Sort
from onrecord.actors.signs import signs
from onrecord.actors.tokens import Page, Token
from onrecord.types import Entity, EntityKind, Reading

_SCORE = re.compile(r"^\d{1,3}[-–:]\d{1,3}$")
_RUNS = re.compile(r"^\d{2,3}$")  # "512 for six"
_PLAY = frozenset({("a", "draw"), *((kind, "time") for kind in ("injury", "extra", "stoppage", "half"))})
_LOSING = frozenset(("lost", "drew"))  # "lost to Wales"
_MARKS = ('"', "“", "”", "‘", "«", "»")
_PLACES = frozenset({Sort.STATE, Sort.CAPITAL, Sort.REGION})


class Standing(StrEnum):
    """What a listed name is at its place."""

    ACTS = "acts"
    PLACE = "place"  # the state is meant, but as a stretch of land or a people: it says nothing and does nothing
    OTHER = "other"  # another thing of that name: a newspaper, a person, a team, a language


class Judge:
    """Judges the listed names of one article."""

    def __init__(self, page: Page, reading: Reading, lex: Lexicon) -> None:
        """Lay out the article."""
        self.around = Around(page, cues(), lex)
        self._page, self._lex, self._cues = page, lex, cues()
        self._entities = reading.entities
        self._begins = [entity.span.begin for entity in reading.entities]
        self._sport: dict[int, bool] = {}
        self._sentences: dict[int, list[str]] = {}
        self._surnames: dict[str, bool] = {}
        self._away: dict[str, bool] = {}
        self._named: Set[str] = frozenset()

    def persons(self, named: Set[str]) -> None:
        """Note surnames of the article that are names of states too; ``named`` are states that it names otherwise."""
        known = {
            self._page.tokens[where.stop - 1].text
            for entity in self._entities
            if entity.kind is EntityKind.PERSON and len(where := self._page.within(entity.span)) > 1
        }
        self._named = named
        self._surnames = {
            word: word in known and not any(e.actor in named for e in self._lex.entries.get(word, ())) for word in known
        }

    def entity(self, begin: int) -> Entity | None:
        """The reader's entity over a token."""
        place = self._page.tokens[begin].begin
        index = bisect_right(self._begins, place) - 1
        return self._entities[index] if index >= 0 and self._entities[index].span.end > place else None

    def __call__(self, spot: Spot) -> Standing:
        """What a name stands for where it stands."""
        if self._other(spot):
            return Standing.OTHER
        found = signs(self.around, spot)
        if self._team(spot, found) or self._tongue(spot, found):
            return Standing.OTHER
        if spot.entry.sort is Sort.CAPITAL and self._town(spot, found):
            return Standing.PLACE
        return Standing.ACTS if acts(found, spot) else Standing.PLACE

    # ------------------------------------------------------------ another thing of that name

    def _other(self, spot: Spot) -> bool:
        if spot.entry.sort not in (*_PLACES, Sort.DEMONYM, Sort.SEAT):
            return False
        if spot.entry.sort in (Sort.STATE, Sort.DEMONYM, Sort.SEAT) and self._ends_as_thing(spot):
            return True
        if spot.entry.sort is Sort.DEMONYM:
            return self._in_name_before(spot) is not None and self._named_thing(spot)
        return self._person(spot) or self._longer_name(spot) or self._elsewhere(spot) or self._title(spot)

    def _title(self, spot: Spot) -> bool:
        """A work's title in quotation marks, every long word of it capitalised: "Georgia on My Mind"."""
        before, index = self._before(spot), spot.end
        if before is None or before.text not in _MARKS:
            return False
        while (token := self.around.token(index, spot.begin)) is not None and index < spot.end + 6:
            if token.text in _MARKS:
                return index > spot.end
            if (token.word and not token.capital and len(token.text) > 4) or token.pos in ("AUX", "VERB"):
                return False
            index += 1
        return False

    def _before(self, spot: Spot, back: int = 1) -> Token | None:
        return self.around.token(spot.begin - back, spot.begin)

    def _after(self, spot: Spot, ahead: int = 0) -> Token | None:
        return self.around.token(spot.end + ahead, spot.begin)

    def _person(self, spot: Spot) -> bool:
        """Mr Holland, Ruth England, Georgia Marsden, General France, "a girl named Sofia"."""
        if spot.entry.sort is Sort.SEAT or len(spot.entry.words) > 1:
            return False
        before, after, lower = self._before(spot), self._after(spot), self._page.tokens[spot.begin].lower
        if self._surnames.get(self._page.tokens[spot.begin].text) and (
            before is None or before.lower not in self._cues.around["at"]
        ):
            return True
        kind = self._before(spot, 2)
        if self._aged(spot):
            return True
        if before is not None and before.text == "," and kind is not None and kind.lower in self._cues.around["born"]:
            return True
        if before is not None and before.capital:
            if before.lower in self._cues.around["rank"]:
                return True
            if before.lower in self._lex.roles.titles and not self._is_office(before):
                return True
            if before.lower in self._lex.given and before.lower not in self._lex.words["not_names.words"]:
                return before.text not in ("Will", "May", "Mark") or spot.begin - 1 not in self._page.starts
        if before is not None and (before.lower in self._cues.around["called"] or self._own_name(spot)):
            return lower in self._lex.given or (kind is not None and kind.lower in self._cues.around["born"])
        wide = self._page.span(spot.begin, spot.end)
        entity = spot.entity
        if entity is not None and entity.kind is EntityKind.PERSON and entity.span != wide and entity.span.covers(wide):
            ahead = entity.span.end > wide.end and after is not None and after.capital and not self._is_role(after)
            return ahead or (entity.span.begin < wide.begin and not self._is_role(before))
        if self._namesake(spot, entity is not None and entity.kind is EntityKind.PERSON and entity.span == wide):
            return True
        named = after is not None and after.capital and after.word and lower in self._lex.given
        return named and entity is not None and entity.kind is EntityKind.PERSON

    def _namesake(self, spot: Spot, seen: bool) -> bool:
        """A given name that is a place's, too, where the reader has seen a person or her words and kin tell of one."""
        lower = self._page.tokens[spot.begin].lower
        if lower not in self._cues.around["also_given"]:
            return False
        if spot.entry.sort is Sort.STATE and spot.entry.actor in self._named:
            return False
        before = self._before(spot)
        if before is not None and before.lower in self._cues.around["kin"]:  # "his wife Sofia"
            return True
        if seen and lower in self._lex.given and spot.entry.sort is not Sort.CAPITAL:
            return True
        return self._kin_of(spot) or (seen and not self._cues.around["person"].isdisjoint(self._sentence(spot.begin)))

    def _kin_of(self, spot: Spot) -> bool:
        """ "India told her mother"."""
        second, third = self._after(spot, 1), self._after(spot, 2)
        owned = second is not None and second.lower in ("his", "her")
        return owned and third is not None and third.lower in self._cues.around["kin"]

    def _aged(self, spot: Spot) -> bool:
        """Somebody with an age or kin behind: "Sofia, six, insisted", "Kenya, his granddaughter"."""
        comma, third, fourth = self._after(spot), self._after(spot, 1), self._after(spot, 2)
        if comma is None or comma.text not in (",", "(") or third is None or fourth is None:
            return False
        age = third.lower in self._cues.around["ages"] or (third.text.isdigit() and 0 < int(third.text) < 110)
        if age and fourth.text in (",", ")"):
            before = self._before(spot)
            return before is None or before.lower not in (",", "and", "in", "by")
        owned = third.lower in ("his", "her", "their", "my", "our", "whose") or third.text == "'s"
        return owned and fourth.lower in self._cues.around["kin"]

    def _own_name(self, spot: Spot) -> bool:
        """ "name was Sofia"."""
        before, earlier = self._before(spot), self._before(spot, 2)
        return before is not None and earlier is not None and earlier.lower in ("name", "names") and before.pos == "AUX"

    def _is_role(self, token: Token | None) -> bool:
        roles = self._lex.roles
        return token is not None and (
            token.lower in roles.kinds or token.lower in roles.titles or token.lower in roles.singular
        )

    def _is_office(self, token: Token) -> bool:
        """A title that may also stand before its country in a headline: "President", "Minister"."""
        return self._lex.roles.kinds.get(token.lower) == "office" and token.lower not in ("judge", "general", "sir")

    def _longer_name(self, spot: Spot) -> bool:
        return self._in_name_before(spot) is not None or self._in_name_behind(spot)

    def _in_name_before(self, spot: Spot) -> Token | None:
        """The word of a longer name that stands before this one: Air France, Bank of England, Real Madrid."""
        before = self._before(spot)
        if before is None or not before.capital:
            if before is not None and before.lower in ("of", "de", "di", "do"):
                head = self._before(spot, 2)
                if head is not None and head.capital and head.lower in self._cues.around["name_of"]:
                    return head
            return None
        if before.lower in self._cues.around["name_begins"] or self._wider(spot, before):
            return before
        return None

    def _wider(self, spot: Spot, before: Token) -> bool:
        """Whether the reader sees one name here that a capitalised word opens which is no role, side or other name."""
        entity, roles = spot.entity, self._lex.roles
        if entity is None or entity.span.begin > before.begin or before.lower in self._cues.around["side"]:
            return False
        if (
            before.text in self._lex.entries
            or before.lower == "the"
            or before.lower in self._lex.words["not_names.words"]
        ):
            return False
        return not (before.lower in roles.kinds and before.lower != "general") and before.lower not in roles.modifiers

    def _named_thing(self, spot: Spot) -> bool:
        after = self._after(spot)
        return after is not None and after.capital and after.word

    def _ends_as_thing(self, spot: Spot) -> bool:
        """Wars, seas, papers and houses: "the Spanish Civil War", "China Daily", "France 24"."""
        after, second = self._after(spot), self._after(spot, 1)
        if after is None or self._title_case(spot):
            return False
        if spot.entry.sort is Sort.STATE and after.text.isdigit() and len(after.text) < 3:
            before = self._before(spot)
            unit = second is None or second.pos in ("VERB", "AUX", "PART", "")
            return unit and (before is None or before.lower not in self._cues.around["at"])
        for token in (after, second):
            if token is None or not token.capital or not token.word:
                return False
            if token.lower in self._cues.around["thing_ends"]:
                return not token.text.isupper()
            if token.text in self._lex.entries:
                return False
        return False

    def _in_name_behind(self, spot: Spot) -> bool:
        """A capitalised word behind that is no role and no other name of the lists: Berlin Wall, China Mobile."""
        after = self._after(spot)
        if after is None or not after.word:
            return False
        city = spot.entry.sort is Sort.CAPITAL or any(
            e.sort is Sort.CAPITAL and e.words == spot.entry.words for e in self._lex.entries[spot.entry.words[0]]
        )
        if after.lower in self._cues.around["name_ends"] and city:
            return True
        if after.capital and after.lower in self._cues.around["club"] and (city or spot.entry.sort is Sort.REGION):
            return True
        if not after.capital or after.text.isupper():
            return False
        roles, lower = self._lex.roles, after.lower
        if self._is_role(after) or lower in roles.modifiers or lower in self._lex.words["not_names.words"]:
            return False
        if self._page.tokens[spot.end].text in self._lex.entries or lower in self._lex.given or self._title_case(spot):
            return False
        if city or spot.entry.sort is Sort.SEAT:
            return city
        return not (roles.institutions | roles.state_institutions | roles.organisation_heads) & {lower}

    def _title_case(self, spot: Spot) -> bool:
        """Whether most words around are capitalised, as in some headlines."""
        end = spot.end
        while (after := self.around.token(end, spot.begin)) is not None and after.capital:
            end += 1
        indexes = (*range(spot.begin - 8, spot.begin), *range(end, end + 9))
        tokens = [t for i in indexes if (t := self.around.token(i, spot.begin)) is not None and t.word]
        long = [t.capital for t in tokens if len(t.text) > 3]
        return len(long) >= 4 and sum(long) >= 0.7 * len(long)  # as for headlines in naming

    def _elsewhere(self, spot: Spot) -> bool:
        """Athens, Ohio; Peru, a hamlet in New York; the Georgia of Atlanta."""
        if len(spot.entry.words) > 1:
            return False
        word = self._page.tokens[spot.begin].text
        self._away[word] = self._away.get(word, False) or self._apart(spot)
        return self._away[word]

    def _apart(self, spot: Spot) -> bool:
        comma, third = self._after(spot), self._after(spot, 1)
        if comma is not None and comma.text == "," and third is not None:
            if third.lower in ("a", "an") and (kind := self._after(spot, 2)) is not None:
                return kind.lower in self._cues.around["settlement"]
            region = next((e for e in self._lex.entries.get(third.text, ()) if self._region(e, spot.end + 1)), None)
            before = self._before(spot)
            fourth = self._after(spot, 1 + len(region.words)) if region is not None else None
            closed = (
                fourth is None or not fourth.word or (before is not None and before.lower in self._cues.around["at"])
            )
            if region is not None and closed:
                own = self._lex.actors[spot.entry.actor].state
                return self._lex.actors[region.actor].state != own
        return False

    def _region(self, entry: Entry, begin: int) -> bool:
        """Whether a region of the lists stands at a place, whole."""
        return entry.sort is Sort.REGION and tuple(
            t.text for t in self._page.tokens[begin : begin + len(entry.words)]
        ) == tuple(entry.words)

    def _town(self, spot: Spot, found: frozenset[str]) -> bool:
        """A capital beside its own council's matters is the town: trams, rubbish, "the city's senate"."""
        words = self._sentence(spot.begin)
        if any(word in self._cues.around["townhall"] for word in words):
            return True
        spoken = "subject" not in found or "subject<speech" in found
        if not spoken and not self._cues.around["townfolk"].isdisjoint(words):
            return self._cues.sport["politics"].isdisjoint(words)
        pairs = set(pairwise(words))
        return ("city", "hall") in pairs or (("the", "city") in pairs and ("city", "'s") in pairs)

    def _sentence(self, index: int) -> list[str]:
        """The words of the sentence around a token, in small letters."""
        sentence = self._page.tokens[index].sentence
        if sentence not in self._sentences:
            near = range(index - 60, index + 61)
            self._sentences[sentence] = [t.lower for i in near if (t := self.around.token(i, index)) is not None]
        return self._sentences[sentence]

    # ------------------------------------------------------------ teams and tongues

    def _team(self, spot: Spot, found: frozenset[str]) -> bool:
        """A name in a sentence of sport that plays, wins or loses; a state that "have" is a team, too."""
        if spot.entry.sort not in (*_PLACES, Sort.DEMONYM):
            return False
        if "at" in found:  # a place whatever is played there
            return False
        if spot.entry.sort is Sort.DEMONYM and ("the" not in found or "before-noun" in found):
            return False
        return self._sports(self._page.tokens[spot.begin].sentence, spot.begin) or self._plural_verb(spot, found)

    def _plural_verb(self, spot: Spot, found: frozenset[str]) -> bool:
        after = self._after(spot)
        if after is None or after.lower not in self._cues.around["plural"] or spot.entry.words[-1].endswith("s"):
            return False
        return spot.entry.sort in _PLACES and "start" in found and "listed" not in found

    def _sports(self, sentence: int, index: int) -> bool:
        if sentence not in self._sport:
            words = self._sentence(index)
            sure = 2 * sum(w in self._cues.sport["field"] for w in words)
            pairs = list(pairwise(words))
            sure += 2 * sum(pair in _PLAY or (pair[1] == "for" and bool(_RUNS.match(pair[0]))) for pair in pairs)
            sure += 2 * self._beaten(index)
            sure += sum(w in self._cues.sport["sure"] for w in words) + sum(bool(_SCORE.match(w)) for w in words)
            half = len({w for w in words if w in self._cues.sport["half"]})
            half += "their" in words
            politics = sum(w in self._cues.sport["politics"] for w in words)
            self._sport[sentence] = 2 * sure + half >= 3 + 2 * politics
        return self._sport[sentence]

    def _beaten(self, index: int) -> bool:
        """One listed name beaten by another: "lost to Wales", "drew with Peru", "beat South Africa"."""
        words = self._sentence(index)
        if self._cues.around["beating"].isdisjoint(words) and _LOSING.isdisjoint(words):
            return False
        for place in range(index - 12, index + 13):
            verb, after = self.around.token(place, index), self.around.token(place + 1, index)
            if verb is None or after is None:
                continue
            if verb.lower in _LOSING and after.lower in ("to", "with", "against"):
                after = self.around.token(place + 2, index)
            elif verb.lower not in self._cues.around["beating"]:
                continue
            if after is not None and after.text in self._lex.entries:
                return True
        return False

    def _tongue(self, spot: Spot, found: frozenset[str]) -> bool:
        """ "taught French", "in Russian": the name of a people that no noun follows and no article leads."""
        before = self._before(spot)
        if spot.entry.sort is not Sort.DEMONYM or before is None or "before-noun" in found or "capital-after" in found:
            return False
        plural = spot.entry.words[-1].endswith("s") and not spot.entry.words[-1].endswith("ss")
        return not plural and "the" not in found and before.lower in self._cues.around["tongue"]
