import numpy as np

from onrecord.networks.asking import Qualifier, Weight
from onrecord.networks.behind import Behind, meeting
from onrecord.networks.qualifying import scale
from onrecord.networks.weighing import Counted


def test_steps_that_add_nothing_are_not_behind_an_edge() -> None:
    integer = scale(Qualifier.INTEGER)
    assert not meeting(integer, Weight.CONGRUENCE)[0, 4]  # opposes and supports have nothing in common
    assert meeting(integer, Weight.CONGRUENCE)[0, 3]
    assert not meeting(integer, Weight.CONFLICT)[2, 2]
    assert meeting(integer, Weight.SUBTRACT).all()


def test_ids_come_sorted() -> None:
    counted = Counted(
        np.array([1, 0, 1, 0], dtype=np.int32),
        np.array([0, 0, 0, 1], dtype=np.int32),
        np.array([1, 1, 0, 1], dtype=np.int8),
        None,
        2,
        2,
    )
    ids = np.array(["c", "b", "a", "d"], dtype=object)
    boolean = scale(Qualifier.BOOLEAN)
    assert Behind(counted, ids, meets=meeting(boolean, Weight.CONGRUENCE)).ids(0, 1) == ("b", "c")
    assert Behind(counted, ids, meets=meeting(boolean, Weight.IGNORE)).ids(0, 1) == ("a", "b", "c")
    assert Behind(counted, ids, meets=None).ids(1, 0) == ("a", "c")
