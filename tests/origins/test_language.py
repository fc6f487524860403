import pytest

from onrecord.origins import detect


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
