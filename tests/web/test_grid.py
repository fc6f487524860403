from dataclasses import replace

from onrecord.networks import stands
from onrecord.types import Actor, ActorKind, ConditionKind, Option, Position, Scope, Stance
from onrecord.web import build_view
from onrecord.web.grid import Cell, IssueMap, arrange
from tests.web.debate import ACTORS, DEBATE, More, position

BY_ID = {actor.id: actor for actor in ACTORS}
VIEW = build_view(DEBATE)
MAP = VIEW.maps[0]


def cell(actor: str, option: str) -> Cell:
    return next(known for known in VIEW.cells() if (known.actor, known.option) == (actor, option))


def laid_out(*positions: Position, options: tuple[Option, ...] = DEBATE.codebook.options) -> IssueMap:
    return arrange(options, stands(positions), positions, BY_ID)[0]


def test_parts_follow_their_option() -> None:
    shuffled = (DEBATE.codebook.options[1], *DEBATE.codebook.options[2:], DEBATE.codebook.options[0])
    columns = laid_out(options=shuffled).columns
    ids = [column.option.id for column in columns]
    assert ids.index("levy-hubs") == ids.index("levy") + 1
    assert columns[ids.index("levy-hubs")].parent == DEBATE.codebook.options[0]


def test_a_circle_of_parents_loses_no_option() -> None:
    circle = (Option("a", "i", "A", parent="b"), Option("b", "i", "B", parent="a"))
    assert {column.option.id for column in laid_out(options=circle).columns} == {"a", "b"}


def test_a_state_comes_before_its_office_holders() -> None:
    for block in MAP.blocks:
        assert block.rows[0].actor == block.body
        assert [row.depth for row in block.rows] == [0] + [1] * (len(block.rows) - 1)
    norland = next(block for block in MAP.blocks if block.body == "norland")
    assert norland.rows[0].cells == {}
    assert {row.actor for row in norland.rows[1:]} >= {"varga", "reuel"}


def test_camps_stand_together() -> None:
    camps = [block.camp for block in MAP.blocks]
    assert camps == sorted(camps, reverse=True)
    order = [block.body for block in MAP.blocks]
    assert order.index("estavia") < order.index("airlines")


def test_marks_tell_scope_condition_limit_and_doubt() -> None:
    assert cell("belmont", "trains").marks[0].scopes == (Scope.OWN,)
    assert cell("adviser", "levy").marks[0].strings == (ConditionKind.CONDITION,)
    assert cell("reuel", "levy-hubs").marks[0].strings == (ConditionKind.LIMIT,)
    assert cell("many", "levy").marks[0].unsure
    assert not cell("varga", "levy").marks[0].unsure


def test_equal_passages_are_counted_and_articles_told_apart() -> None:
    mark = cell("varga", "levy").marks[0]
    assert (mark.count, mark.articles) == (3, 2)


def test_another_answer_for_the_own_means_is_a_mark_of_its_own() -> None:
    general = position("a1/1", "varga", "levy", Stance.SUPPORTS, "We need a levy on short flights")
    own = position("a4/2", "varga", "levy", Stance.OPPOSES, "the levy remains right", More(scope=Scope.OWN))
    marks = laid_out(general, own).blocks[0].rows[-1].cells["levy"].marks
    assert [(mark.stance, mark.scopes) for mark in marks] == [
        (Stance.SUPPORTS, (Scope.GENERAL,)),
        (Stance.OPPOSES, (Scope.OWN,)),
    ]
    same = replace(own, stance=Stance.SUPPORTS)
    marks = laid_out(general, same).blocks[0].rows[-1].cells["levy"].marks
    assert [mark.scopes for mark in marks] == [(Scope.GENERAL, Scope.OWN)]


def test_former_positions_come_last_and_do_not_decide() -> None:
    held = cell("kolm", "ban")
    assert [mark.stance for mark in held.marks] == [Stance.OPPOSES]
    assert held.positions == ("a3/5", "a3/4")


def test_tallies_count_actors() -> None:
    tally = next(column.tally for column in MAP.columns if column.option.id == "ban")
    assert tally[Stance.SUPPORTS] == 1
    assert tally[Stance.OPPOSES] == 3


def test_an_actor_that_nobody_introduced_still_has_a_row() -> None:
    stranger = position("a1/1", "stranger", "levy", Stance.OPEN, "We need a levy on short flights")
    (block,) = laid_out(stranger).blocks
    assert [row.actor for row in block.rows] == ["stranger"]


def test_a_party_is_not_listed_under_a_state_that_is_unknown() -> None:
    party = Actor("p", "P", ActorKind.PARTY, state="nowhere")
    held = position("a1/1", "p", "levy", Stance.OPEN, "We need a levy on short flights")
    (found,) = arrange(DEBATE.codebook.options, stands([held]), [held], {"p": party})
    assert [block.body for block in found.blocks] == ["p"]
