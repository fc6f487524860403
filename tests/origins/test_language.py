import pytest

from onrecord.origins import detect
from onrecord.origins.draft import Defaults, Draft
from onrecord.origins.language import tongue
from onrecord.origins.opening import finish
from onrecord.types import Failure


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The minister said on Monday that the bridge would be built with money from the state and the towns.", "en"),
        ("Der Minister sagte am Montag, die Brücke werde mit Geld des Staates und der Städte gebaut werden.", "de"),
        ("Le ministre a déclaré lundi que le pont serait construit avec l'argent de l'État et des communes.", "fr"),
        ("De minister zei maandag dat de brug er komt, of het nu met geld van de staat is of van de stad. " * 5, "nl"),
        ("Министр сказал в понедельник, что мост будет построен.", "ru"),
    ],
)
def test_languages(text: str, language: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize("text", ["", "2024", "Macron: no", "Spain opposed it.", "Séjourné, Anušauskas, Nausėda"])
def test_what_is_too_short_to_tell_counts_as_english(text: str) -> None:
    assert detect(text) == "en"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Council votes for new bridge over Aller", "en"),
        ("Nausėda and Šimonytė clash over bridge in Kaunas", "en"),
        ("Ratsmehrheit stimmt gegen die neue Brücke", "de"),
        ("RAAD STEMT TEGEN DE NIEUWE BRUG BIJ DEVENTER", "nl"),
        ("BYRÅDET SIGER NEJ TIL DEN NYE BRO", "da"),
        ("Le conseil dit non au nouveau pont", "fr"),
        ("市议会否决新桥", "zh"),
        ("https://example.org/de/nachrichten/der-rat-stimmt-gegen-die-neue-bruecke", "en"),
    ],
)
def test_headlines(text: str, language: str) -> None:
    assert detect(text) == language


ENGLISH = "The minister said on Monday that the bridge would be built with money from the state and the towns.\n" * 4
FRENCH = "Le ministre a déclaré lundi que le pont serait construit avec l'argent de l'État et des communes.\n" * 4


def test_a_foreign_quotation_leaves_an_article_english() -> None:
    assert detect(ENGLISH + '"Le pont sera construit," he said, "avec l\'argent de l\'État et des communes."') == "en"
    assert detect('"Die Brücke wird gebaut", said the mayor of Celle, who wants to see the bridge open by May.') == "en"


def test_of_a_page_in_two_languages_the_larger_part_decides() -> None:
    assert tongue(ENGLISH * 3 + FRENCH).code == "en"
    found = tongue(FRENCH * 3 + ENGLISH)
    assert found.code == "fr"
    assert 0.6 < found.share < 0.85
    assert found.share + found.english == pytest.approx(1)
    article = finish(Draft(FRENCH * 3 + ENGLISH, "a.txt"), Defaults())
    assert isinstance(article, Failure)
    assert "of it seem to be in 'fr' and 2" in article.reason
    assert "Home | News | Log in" not in FRENCH
    assert tongue("Home | News | Sport | Log in | Subscribe\n" + FRENCH).code == "fr"
