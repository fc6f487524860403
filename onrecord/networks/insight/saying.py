"""The plain sentence under a picture: what it rests on, and how far to trust it."""

from __future__ import annotations

from onrecord.networks.insight.erring import Errors
from onrecord.networks.insight.stability import Trust
from onrecord.networks.network import Network

# From about ten positions an actor on, coalitions of drawn debates hardly move when more is read; below three they are
# chance (drawn in 2026 from two camps of 20 actors on 8 options with a tenth of dissent; see tests).
_FEW, _ENOUGH = 3, 10
# Hennig (2007): a group whose members come back by three quarters is stable, below six tenths it is not.
_STABLE, _SHAKY = 0.75, 0.6


def trust_sentence(network: Network, trust: Trust | None = None, errors: Errors | None = None) -> str:
    """One to four plain sentences: how much a network rests on, and, if that was measured, how steady it is."""
    thin = network.counted < _FEW * len(network.rows)
    return " ".join(part for part in (_basis(network), _steady(trust, thin), _erring(errors)) if part)


def _basis(network: Network) -> str:
    if network.counted == 0:
        return "Nothing that these choices count was said: there is no network to show."
    nodes = len(network.rows)
    what = "option" if str(network.asked.mode) == "options" else "actor"
    period = ""
    if network.period is not None:
        first, last = network.period.first, network.period.last
        period = f" on {first}" if first == last else f" from {first} to {last}"
    told = f"This rests on {_count(network.counted, 'position')} of {_count(nodes, what)}{period}."
    if nodes == 1:
        return f"{told} One {what} alone makes no network."
    if len(network.ties.weight) == 0:
        return f"{told} No two of them meet, so nothing can be said of who goes with whom."
    each = network.counted / nodes
    if each < _FEW:
        return f"{told} That is {each:.1f} for each, which is very few: most ties rest on a sentence or two."
    if each < _ENOUGH:
        return f"{told} That is {each:.1f} for each: trust groups more than single ties."
    return f"{told} That is {each:.0f} for each, enough to see groups."


def _steady(trust: Trust | None, thin: bool) -> str:
    if trust is None or trust.rounds == 0:
        return ""
    if trust.drawn == "measured errors":
        drawn = f"If the errors of the coding are drawn {trust.rounds} times"
    else:
        drawn = f"If its {trust.units} {trust.drawn} are drawn {trust.rounds} times with replacement"
    if not trust.groups:
        return f"{drawn}, there is no coalition that could come back."
    worst, best = min(trust.groups.values()), max(trust.groups.values())
    least, most = f"{worst:.0%}", f"{best:.0%}"
    share = f"{most} of a coalition" if least == most else f"{least} to {most} of a coalition"
    if thin:
        # where few say little, groups come back because nothing ties them to others
        return f"{drawn}, {share} comes back, which with so few positions does not mean that it is one."
    if worst >= _STABLE:
        return f"{drawn}, {share} comes back: the coalitions are stable."
    if best < _SHAKY:
        return f"{drawn}, {share} comes back: do not rely on who is in which."
    firm = sorted(number for number, value in trust.groups.items() if value >= _STABLE)
    if not firm:
        return f"{drawn}, {share} comes back: they are a tendency, not a finding."
    one = len(firm) == 1
    named = f"coalition {firm[0]}" if one else f"coalitions {', '.join(map(str, firm))}"
    return f"{drawn}, {share} comes back: only {named} {'is' if one else 'are'} stable."


def _erring(errors: Errors | None) -> str:
    if errors is None:
        return ""
    return (
        f"Of what the program codes unreviewed {errors.precision:.0%} is right and {errors.wrong_side:.0%} on the "
        f"wrong side, and it finds {errors.recall:.0%} of what a careful reader finds: look at the passages before you "
        "quote a tie."
    )


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"
