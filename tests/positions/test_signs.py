from onrecord.positions.options import Profile, profiles
from onrecord.positions.signs import Sign, of_name, of_pointer
from onrecord.types import Codebook, Option
from tests.positions.rows import row

BAN = Option("ban", "Cars", "A ban on petrol cars", keywords=("2035 date",))
LEVY = Option("levy", "Boats", "Abolishing the levy")


def profile(option: Option) -> Profile:
    return profiles(Codebook((option,), "1"))[0]


def named(sentence: str, first: str, last: str, option: Option, **pos: str) -> int:
    tokens = row(sentence, **pos)
    texts = [token.text for token in tokens]
    anchor = (texts.index(first), texts.index(last) + 1)
    return of_name(tokens, (0, len(tokens)), anchor, profile(option)).value


def test_the_bare_object_of_an_option_that_ends_it_is_the_contrary() -> None:
    assert named("favours the levy", "levy", "levy", LEVY) == -1
    assert named("wants to keep the levy", "levy", "levy", LEVY, keep="VERB") == -1
    assert named("wants to scrap the levy", "levy", "levy", LEVY, scrap="VERB") == 1


def test_the_act_itself_is_the_option_and_ending_it_the_contrary() -> None:
    assert named("favours the ban", "ban", "ban", BAN, ban="NOUN") == 1
    assert named("wants to lift the ban", "ban", "ban", BAN, ban="NOUN", lift="VERB") == -1


def test_another_name_for_the_option_is_the_option() -> None:
    assert named("favours the 2035 date", "2035", "date", BAN) == 1
    assert named("will stop the 2035 date", "2035", "date", BAN, stop="VERB") == -1


def test_a_noun_of_acting_must_lean_on_the_name() -> None:
    assert named("without an overhaul he opposes the 2035 date", "2035", "date", BAN, overhaul="NOUN") == 1


def pointed(sentence: str, word: str, option: Option, before: Sign, **pos: str) -> int:
    tokens = row(sentence, **pos)
    place = [token.text for token in tokens].index(word)
    return of_pointer(tokens, (0, len(tokens)), (place, place + 1), profile(option), before)


def test_pronouns_mean_the_object_of_a_gerund_and_the_act_of_a_noun() -> None:
    plain = Sign(1, told=False)
    assert pointed("wants to repeal it", "it", LEVY, plain, repeal="VERB") == 1
    assert pointed("wants to stop it", "it", BAN, plain, stop="VERB") == -1
    assert pointed("is against it", "it", LEVY, plain) == 1


def test_a_contrary_told_before_is_inherited() -> None:
    assert pointed("supports the change", "change", BAN, Sign(-1, told=True)) == -1
    assert pointed("supports the plan", "plan", BAN, Sign(-1, told=False)) == 1


def test_acts_on_what_a_noun_points_to() -> None:
    plain = Sign(1, told=False)
    assert pointed("wants to lift the ban", "ban", BAN, plain, lift="VERB", ban="NOUN") == -1
    assert pointed("supports the ban", "ban", BAN, plain, ban="NOUN") == 1
    assert pointed("calls for its rapid introduction", "introduction", BAN, plain, introduction="NOUN") == 1
    assert pointed("calls for its abolition", "abolition", LEVY, plain, abolition="NOUN") == 1
