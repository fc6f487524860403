"""A language model as a stance coder: any OpenAI-compatible endpoint, at a bounded cost, its receipts checked."""

from __future__ import annotations

import hashlib
import json
import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from onrecord.positions.answers import Answers, Row
from onrecord.positions.endpoint import Endpoint, Line, Silence, require_extra
from onrecord.positions.prompting import PROMPT, Answer, Flaw, answers, messages, schema
from onrecord.types import STANCE_COLUMNS, StanceQuestion

# Questions in a row without an answer after which an endpoint is given up: each was asked several times already, so
# that this is minutes of trouble and no hiccup.
SILENT_IN_ROW = 5
# Replies in a row of which nothing can be used after which a model is given up: one that keeps the form half of the
# time meets this once in a million questions.
USELESS_IN_ROW = 20
# Letters to a token of English, and tokens of an answer on one option, for the estimate of a dry run.
_LETTERS, _ANSWER = 4, 45
# Tokens that a reply may have: four times the usual ones for each option, and room for a model that thinks aloud.
_LENGTH, _LENGTH_OF_OPTION, _LONGEST = 2000, 200, 16_000

_NO_ANSWER = (float("nan"),) * len(STANCE_COLUMNS)


class LanguageModel:
    """A stance scorer that asks a language model; trouble with it is never an error but a row of not-a-numbers.

    An answer counts where its evidence stands verbatim in the text. With ``dry`` no call is made and the questions are
    only counted. ``unasked`` is how many questions have no answer that a later run may get.
    """

    method = "llm"

    def __init__(
        self, endpoint: Endpoint, *, calls: int | None = None, cache: Path | None = None, dry: bool = False
    ) -> None:
        """Use an endpoint with at most so many calls; answers are kept in the file ``cache``.

        Raises MissingExtra where the extra is not installed.
        """
        if not dry:
            require_extra()
        self.endpoint = endpoint
        self.dry = dry
        self.unasked = 0
        self._line = Line(endpoint, calls)
        self._answers = Answers(cache)
        self._met: set[str] = set()  # the questions of this run
        self._void: set[str] = set()  # those whose reply could not be used: not asked twice in a run
        self._count: Counter[str] = Counter()
        self._silent = self._useless = 0  # in a row
        self._last = ""  # why the last question without an answer has none
        self._over = ""  # why nothing is asked any more
        self._lock = threading.Lock()

    @property
    def version(self) -> str:
        """The model and the prompt: what its judgement depends on."""
        return f"{self.endpoint.model} {PROMPT}"

    def __call__(self, questions: Sequence[StanceQuestion], /) -> list[list[list[float]]]:
        """Score the questions; each that was never asked before is one call."""
        keys = [self._key(question) for question in questions]
        waiting: dict[str, StanceQuestion] = {}
        for key, question in zip(keys, questions, strict=True):
            known = self._known(key, question) is not None
            if question.options and not known and key not in self._void:
                waiting[key] = question
            if question.options and key not in self._met:
                self._met.add(key)
                self._count["known"] += known
                if self.dry and not known:
                    self._weigh(question)
        if waiting and not self.dry:
            if not self._over:
                self._ask(waiting)
            self.unasked += sum(self._known(*item) is None and item[0] not in self._void for item in waiting.items())
        rows = (self._known(key, question) for key, question in zip(keys, questions, strict=True))
        return [_matrix(row, question) for row, question in zip(rows, questions, strict=True)]

    def told(self) -> tuple[str, ...]:
        """What is to be said of the run: calls, answers that did not count, and why no more was asked."""
        name, count = self.endpoint.model, self._count
        if self.dry:
            tokens, out = round(count["letters"] / _LETTERS, -2), round(count["options"] * _ANSWER, -2)
            return (
                f"A run would make {count['calls']:,} calls of {name} (about {tokens:,.0f} tokens in, {out:,} out); "
                f"{count['known']:,} questions more were answered before. No call was made, and nothing was coded.",
            )
        lines = [
            f"Language model {name}: {self._line.made:,} calls; {count['answered']:,} questions answered, "
            f"{count['known']:,} more by earlier answers."
        ]
        if flaws := [f"{count[flaw]:,} {flaw}" for flaw in Flaw if count[flaw]]:
            lines.append(f"Answers on an option that do not count: {', '.join(flaws)}.")
        if count["useless"]:
            lines.append(f"Replies that are not in the form asked for: {count['useless']:,}.")
        if self.unasked:
            why = self._over or self._last
            lines.append(f"{self.unasked:,} questions were coded without it ({why}). The same command asks them again.")
        return tuple(lines)

    def _key(self, question: StanceQuestion) -> str:
        asked = messages(question)
        return hashlib.sha256(json.dumps([self.endpoint.model, PROMPT, asked.system, asked.user]).encode()).hexdigest()

    def _known(self, key: str, question: StanceQuestion) -> Row | None:
        row = self._answers.get(key)
        return row if row is not None and len(row) == len(question.options) else None

    def _weigh(self, question: StanceQuestion) -> None:
        asked = messages(question)
        self._count.update(calls=1, letters=len(asked.system) + len(asked.user), options=len(question.options))

    def _ask(self, waiting: Mapping[str, StanceQuestion]) -> None:
        """Ask several at once; where the run is stopped, what is under way is left alone."""
        todo = iter(list(waiting.items()))
        troubles: list[BaseException] = []

        def work() -> None:
            try:
                for key, question in self._while_it_answers(todo):
                    length = min(_LENGTH + _LENGTH_OF_OPTION * len(question.options), _LONGEST)
                    reply = self._line.ask(client, messages(question), schema(len(question.options)), length)
                    self._take(key, question, reply)
            except BaseException as trouble:
                troubles.append(trouble)

        number = min(self.endpoint.at_once, len(waiting))
        threads = [threading.Thread(target=work, daemon=True) for _ in range(number)]
        client = self._line.open()
        try:
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        except BaseException:  # Ctrl-C: what is under way cannot be closed from here, and ends with the process
            self._line.close()
            raise
        client.close()
        if troubles:
            raise troubles[0]

    def _while_it_answers(self, todo: Iterator[tuple[str, StanceQuestion]]) -> Iterator[tuple[str, StanceQuestion]]:
        while True:
            with self._lock:
                item = None if self._over else next(todo, None)
            if item is None:
                return
            yield item

    def _take(self, key: str, question: StanceQuestion, reply: str | Silence) -> None:
        """Keep what a reply says; where there is none, find out whether to go on."""
        found = None if isinstance(reply, Silence) else answers(question, reply)
        with self._lock:
            if isinstance(reply, Silence):
                self._miss(reply)
                return
            self._silent = 0
            if found is None:
                self._count["useless"] += 1
                self._void.add(key)
            else:
                self._count["answered"] += 1
                self._count.update(one for one in found if isinstance(one, Flaw))
                row = [one if isinstance(one, Answer) else None for one in found]
                self._answers.put(key, row, by=self.version)
            self._useless = 0 if any(isinstance(one, Answer) for one in found or ()) else self._useless + 1
            if self._useless >= USELESS_IN_ROW:
                self._over = f"given up after {self._useless} replies in a row without an answer that counts"

    def _miss(self, silence: Silence) -> None:
        if self._over:
            return
        if silence.bound:
            self._over = f"all {self._line.made:,} calls that --llm-calls allows were made"
            return
        self._silent += 1
        self._last = f"{self.endpoint.shown}: {silence.reason}"
        if silence.hopeless:
            self._over = f"given up, {self._last}"
        elif self._silent >= SILENT_IN_ROW:
            self._over = f"given up after {self._silent} questions in a row without an answer, {self._last}"
        if self._over:
            self._line.close()  # who waits to try once more need not


def _matrix(row: Row | None, question: StanceQuestion) -> list[list[float]]:
    answered = row or (None,) * len(question.options)
    return [list(_NO_ANSWER if one is None else _probabilities(one)) for one in answered]


def _probabilities(answer: Answer) -> list[float]:
    """How sure the model is of its stance; the others share the rest. Surer of nothing than a guess is a guess."""
    columns = len(STANCE_COLUMNS)
    sure = max(answer.sure, 1 / columns)
    return [sure if stance == answer.stance else (1 - sure) / (columns - 1) for stance in STANCE_COLUMNS]
