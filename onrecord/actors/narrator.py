"""Who says "I" outside quotation marks: the one who gives the speech or signs the piece."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.actors.names import parse, plain
from onrecord.actors.refs import Ref, RefKind
from onrecord.actors.scene import Scene
from onrecord.types import Statement, StatementKind

# One "I" may be a slip in a quotation whose marks are lost; a speech says it again, as the source of a statement or,
# more often, as any subject ("I'd escort them out"). By judgement.
_OFTEN = 2
_ANY_OFTEN = 4
# The speaker stands in the title, in the line above the text or in the line after that.
_HEAD_BLOCKS = 3
# The author's note or signature stands in one of the last paragraphs, and is short. By judgement.
_TAIL_BLOCKS = 3
_NOTE = 60
_SIGNATURE = 6
# A piece under a bare byline that quotes others so often is a reporter's, whose "I" tells what was seen. By judgement.
_QUOTES = 3
_FIRST = frozenset({"i", "we"})


def narrator_of(scene: Scene, refs: Sequence[Ref], statements: Sequence[Statement]) -> str | None:
    """The person named at the head of an article that is told in the first person, None where it is not."""
    article = scene.page.article
    spoken = [
        s
        for s in statements
        if s.source and article.text[s.source[0].begin : s.source[0].end].lower() in _FIRST
        if not scene.memory.quoted(s.source[0].begin)
    ]
    told = sum(
        ref.head == "i" and ref.name == "i" and not scene.memory.quoted(scene.page.tokens[ref.begin].begin)
        for ref in refs
        if ref.kind is RefKind.PRONOUN
    )
    if len(spoken) < _OFTEN and told < _ANY_OFTEN:
        return None
    words = scene.lex.words["narrator.pieces"]
    title = plain(article.title or "").split()
    reporting = sum(s.kind is StatementKind.DIRECT and bool(s.source) for s in statements) >= _QUOTES
    heads: dict[int, bool] = {}  # of each paragraph, whether a name in it stands at the head
    for ref in refs:
        if ref.kind is not RefKind.PERSON:
            continue
        character = scene.character(ref)
        first = scene.page.tokens[ref.begin]
        if character is None:
            continue
        announced = bool(words & set(title)) and parse(ref.name).family[-1] in title
        at_head = first.block - scene.page.tokens[0].block < _HEAD_BLOCKS
        if at_head and first.block not in heads:
            heads[first.block] = _heads(scene, first.block) and not (reporting and _bare_byline(scene, ref))
        if announced or heads.get(first.block):
            return character.id
    return _signed(scene, refs)


def _signed(scene: Scene, refs: Sequence[Ref]) -> str | None:
    """The person with whose name one of the last paragraphs opens to say who wrote this: "X is a teacher", "— X"."""
    last = scene.page.tokens[-1].block if scene.page.tokens else 0
    for ref in reversed(refs):
        first = scene.page.tokens[ref.begin]
        if last - first.block >= _TAIL_BLOCKS:
            return None
        line = [t for t in scene.page.tokens if t.block == first.block]
        words = [t for t in line if t.word]
        opens = bool(words) and words[0].begin >= first.begin
        after = scene.page.tokens[ref.end].lower if ref.end < len(scene.page.tokens) else ""
        presents = after in ("is", "was", "teaches", "writes", "lives", ",") and len(words) <= _NOTE
        character = scene.character(ref) if ref.kind is RefKind.PERSON else None
        if {t.lower for t in line} & scene.lex.words["narrator.reporters"]:
            continue  # "X is our correspondent in Y"
        if character is not None and opens and parse(ref.name).given and (presents or len(words) <= _SIGNATURE):
            return character.id
    return None


def _bare_byline(scene: Scene, ref: Ref) -> bool:
    """Whether a line says by whom and no more than where, "By X in Kyiv": no office, no kind of piece."""
    line = [t for t in scene.page.tokens if t.block == scene.page.tokens[ref.begin].block]
    words = {t.lower for t in line}
    if line[0].lower not in ("by", "from") or words & scene.lex.words["narrator.pieces"]:
        return False
    after = scene.page.tokens[ref.end : ref.end + 3]
    office = len(after) > 2 and after[0].text == "," and after[1].block == line[0].block and after[1].text.islower()
    return not office or bool(words & scene.lex.words["narrator.reporters"])


def _heads(scene: Scene, block: int) -> bool:
    """Whether a line tells nothing but a name: "X, commissioner for transport", "Speech by X in Y"."""
    line = [t for t in scene.page.tokens if t.block == block]
    if {t.lower for t in line} & scene.lex.words["narrator.pieces"]:
        return True
    return line[-1].text not in (".", "!", "?") and not any(t.pos in ("VERB", "AUX") for t in line)
