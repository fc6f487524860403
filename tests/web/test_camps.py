from onrecord.web.camps import camp_scores


def test_two_camps_stand_at_the_ends() -> None:
    scores = camp_scores([{"a": 1.0, "b": -1.0}, {"a": 1.0}, {"a": -1.0, "b": 1.0}])
    assert scores[0] > 0.9
    assert scores[1] > 0.9
    assert scores[2] < -0.9


def test_who_answers_one_option_only_stands_with_its_camp() -> None:
    """A no to what the other side wants weighs as much as five answers."""
    rows = [{"a": 1.0, "b": -1.0}] * 3 + [{"a": -1.0, "b": 1.0}] * 2 + [{"b": -1.0}]
    scores = camp_scores(rows)
    assert abs(scores[-1] - scores[0]) < 0.01
    assert scores[-1] * scores[3] < -0.9


def test_yes_on_the_most_answered_option_is_positive() -> None:
    scores = camp_scores([{"a": -1.0, "b": 1.0}, {"a": -1.0}, {"a": 1.0}])
    assert scores[0] < 0 < scores[2]


def test_equal_camps_do_not_cancel_out() -> None:
    assert camp_scores([{"a": 1.0}, {"a": -1.0}]) == [1.0, -1.0]


def test_nothing_to_place() -> None:
    assert camp_scores([]) == []
    assert camp_scores([{}, {}]) == [0.0, 0.0]
    assert camp_scores([{"a": 0.0}, {"a": 0.0}]) == [0.0, 0.0]
