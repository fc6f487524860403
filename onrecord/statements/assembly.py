"""From attributions to statements: kind, text, identity."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence

from onrecord.statements.attitudes import cue_end
from onrecord.statements.dating import said_on
from onrecord.statements.lexicon import CueClass, lexicon
from onrecord.statements.linking import Attribution
from onrecord.statements.page import Page
from onrecord.statements.quoted import sentence_like, words_in
from onrecord.types import DateInterval, Part, Provenance, Span, Spans, Statement, StatementKind
from onrecord.version import __version__

# The share of a content's words that must stand between quotation marks to call it direct: a leading "that" or a
# stray word that the reader took along does not make a quotation indirect.
_DIRECT_SHARE = 0.85
# Two quoted words or more make an indirect statement mixed; one is a word held at arm's length.
_QUOTED_WORDS = 2
_JOINT = " … "
_BLANK = re.compile(r"[^\S\n]*")
_CLAUSE_WORDS = frozenset(("that", "whether", "if", "how", "why", "what", "who", "where", "when"))


def assembled(page: Page, attributions: Iterable[Attribution]) -> tuple[Statement, ...]:
    """The statements of an article by place, each once."""
    found: dict[str, Statement] = {}
    known = list(attributions)
    for attribution, days in zip(known, said_on(page, known), strict=True):
        statement = _statement(page, attribution, days)
        if statement is not None:
            found.setdefault(statement.id, statement)
    return tuple(sorted(found.values(), key=lambda s: (s.content, s.cue, s.source)))


def _statement(page: Page, attribution: Attribution, days: DateInterval | None) -> Statement | None:
    content = merged(page, attribution.content)
    if not content or not (attribution.source or attribution.holder or attribution.cue or _quoted(page, content)):
        return None
    part = page.part_at(content[0].begin)
    if part is None:
        return None
    kind = _kind(page, attribution, content)
    cue, source = merged(page, attribution.cue), merged(page, attribution.source)
    parts = f"{page.article.id}|{kind}|{_places(content)}|{_places(cue)}|{_places(source)}"
    return Statement(
        id=hashlib.sha1(parts.encode(), usedforsecurity=False).hexdigest()[:16],
        article=page.article.id,
        kind=kind,
        part=part,
        content=content,
        cue=cue,
        source=source,
        text=_JOINT.join(span.of(page.text) for span in content),
        provenance=Provenance(attribution.method, __version__, round(attribution.score, 4)),
        holder=attribution.holder,
        said_on=days if part is not Part.CAPTION else None,
    )


def _quoted(page: Page, content: Spans) -> bool:
    """Whether it is a quotation of sentences: that is somebody's words, even where the text names nobody."""
    quotation = page.quotation_at(content[0].begin)
    return quotation is not None and sentence_like(page, quotation)


def merged(page: Page, spans: Sequence[Span]) -> Spans:
    """The spans in order, those with nothing but white space between them in one paragraph joined."""
    out: list[Span] = []
    for span in sorted(set(spans)):
        if out and span.begin <= out[-1].end:
            out[-1] = Span(out[-1].begin, max(out[-1].end, span.end))
        elif out and _BLANK.fullmatch(page.text, out[-1].end, span.begin):
            out[-1] = Span(out[-1].begin, span.end)
        else:
            out.append(span)
    return tuple(out)


def _places(spans: Spans) -> str:
    return ";".join(f"{span.begin}-{span.end}" for span in spans)


def _kind(page: Page, attribution: Attribution, content: Spans) -> StatementKind:
    if attribution.method == "nested":
        return StatementKind.INDIRECT
    words = [word for span in content for word in words_in(page, span)]
    quoted = sum(1 for word in words if page.quotation_at(word.begin) is not None)
    all_quoted = bool(words) and quoted >= _DIRECT_SHARE * len(words)
    if (
        all_quoted
        and attribution.method != "attitude"
        and (quoted >= _QUOTED_WORDS or not attribution.cue or _quoted(page, content))
    ):
        return StatementKind.DIRECT
    if attribution.method == "attitude" or _attitude_cue(page, attribution, content):
        return StatementKind.ATTITUDE
    return StatementKind.MIXED if quoted >= _QUOTED_WORDS else StatementKind.INDIRECT


def _attitude_cue(page: Page, attribution: Attribution, content: Spans) -> bool:
    """Whether a tagged cue is an attitude ("opposes", "is open to") rather than speech."""
    if not attribution.cue:
        return False
    known = lexicon()
    first, last = page.token_range(content[0])
    clause = first < last and page.tokens[first].form in _CLAUSE_WORDS
    first, last = page.token_range(attribution.cue[0])
    if any(token.form in known.plain_forms for token in page.tokens[first:last]):
        return False
    for at in range(first, last):
        for cue in known.cues.get(page.tokens[at].form, ()):
            verb = cue.kind in (CueClass.VERB, CueClass.AMBIGUOUS, CueClass.PASSIVE)
            fits = (verb and not clause) or cue.kind in (CueClass.ADJECTIVE, CueClass.NOUN)
            if fits and cue_end(page, cue, at, len(page.tokens)) is not None:
                return True
    return False
