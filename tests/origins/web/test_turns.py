import threading
import time

from onrecord.origins.web.turns import Turns


def test_one_thing_a_host_and_hosts_in_turn() -> None:
    turns: Turns[int] = Turns()
    for number in range(2):
        turns.put("one", number)
        turns.put("other", 10 + number)
    assert turns.take() == ("one", 0)
    assert turns.take() == ("other", 10)
    turns.done("other", 0)
    assert turns.take() == ("other", 11)  # the first is still at work on its own
    turns.done("one", 0)
    assert turns.take() == ("one", 1)


def test_a_host_rests_as_long_as_it_wants() -> None:
    turns: Turns[int] = Turns()
    turns.put("one", 1)
    turns.take()
    turns.done("one", 0.1)
    begun = time.monotonic()
    turns.put("one", 2)
    assert turns.take() == ("one", 2)
    assert time.monotonic() - begun >= 0.09


def test_what_is_tried_again_comes_first() -> None:
    turns: Turns[int] = Turns()
    turns.put("one", 1)
    turns.put("one", 2)
    turns.take()
    turns.put("one", 1, first=True)
    turns.done("one", 0)
    assert turns.take() == ("one", 1)


def test_who_waits_is_told_of_the_end() -> None:
    turns: Turns[int] = Turns()
    taken: list[object] = []
    thread = threading.Thread(target=lambda: taken.append(turns.take()))
    thread.start()
    turns.close()
    thread.join(timeout=2)
    assert taken == [None]
