"""What a cluster has read, brought into a record: as if the record had read it itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.cluster.outcome import PLAN, Manifest, Outcome, Plan, decoded, manifest_of, outcomes_of
from onrecord.cluster.shelf import Shelf
from onrecord.errors import InputError
from onrecord.pipeline import Report, Summary, coding_version, reading_version, take_in
from onrecord.record import Record
from onrecord.stages import Made
from onrecord.types import Failure
from onrecord.version import __version__


def load(record: Record, folder: str, *, partial: bool = False, report: Report = lambda progress: None) -> Summary:
    """Bring a folder that `onrecord read --cluster` has made into a record; a second time nothing changes.

    The register, utterances and stories are made on the way, in the order of the input. ``partial`` loads what is done
    where blocks are missing. Raises InputError where the folder is not whole, or was read by another version.
    """
    plan, done = check(folder, partial=partial)
    return take_in(record, _steps(Shelf(folder), done), codebook=plan.codebook, report=report)


def check(folder: str, *, partial: bool = False) -> tuple[Plan, list[Manifest]]:
    """The plan of a folder and what of it is done; raises InputError where ``load`` would, before a record is made."""
    shelf = Shelf(folder)
    plan = _plan(shelf)
    manifests = [manifest_of(shelf, name) for name in plan.blocks]
    done = [one for one in manifests if one is not None and one.rules == plan.rules]
    missing = len(plan.blocks) - len(done)
    if missing and not partial:
        raise InputError(
            f"{missing} of the {len(plan.blocks)} blocks of {folder} are not done. Run the same "
            "`onrecord read … --cluster` again, which reads only these, or load what there is with --partial."
        )
    return plan, done


def _plan(shelf: Shelf) -> Plan:
    data = shelf.get(PLAN)
    if data is None:
        raise InputError(f"{shelf.place} holds nothing that `onrecord read --cluster` has made: {PLAN} is missing.")
    plan = decoded(data, Plan, f"{shelf.place}/{PLAN}")
    ours = (__version__, reading_version(), coding_version())
    if (plan.rules.onrecord, plan.rules.reading, plan.rules.coding) != ours:
        raise InputError(
            f"{shelf.place} was read by onrecord {plan.rules.onrecord} ({plan.rules.reading}), this is {__version__} "
            f"({reading_version()}); load it with that version, or read the input again with this one."
        )
    return plan


def _steps(shelf: Shelf, manifests: Sequence[Manifest]) -> Iterator[Made | Failure]:
    for manifest in manifests:
        for outcome in outcomes_of(shelf, manifest):
            yield _step(outcome, shelf)


def _step(outcome: Outcome, shelf: Shelf) -> Made | Failure:
    if outcome.material is not None:
        return Made(outcome.material, outcome.coding or outcome.failure)
    if outcome.failure is None:
        raise InputError(f"{shelf.place} has a row that is neither an article nor a failure; read its input again.")
    return outcome.failure
