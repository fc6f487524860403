import pytest

from onrecord.errors import InputError
from onrecord.origins.web.addresses import checked, host_of, identity, is_address, scheme_of, shown


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("https://Post.Example/A?id=7&utm_source=mail&utm_medium=x#top", "https://post.example/A?id=7"),
        ("https://post.example/a?fbclid=1", "https://post.example/a"),
        ("https://post.example/a?at_campaign=RSS&page=2", "https://post.example/a?page=2"),
        ("https://post.example:443/a", "https://post.example/a"),
        ("http://post.example:8080/a", "http://post.example:8080/a"),
        ("https://me:secret@post.example/a", "https://post.example/a"),
        ("https://post.example", "https://post.example/"),
        ("https://post.example./a", "https://post.example/a"),
        ("https://post.example/a/", "https://post.example/a/"),  # not always the same page as without the stroke
        ("https://post.example/a?b=2&a=1", "https://post.example/a?b=2&a=1"),
        ("https://post.example/?source=wire&ref=12&id=3", "https://post.example/?source=wire&ref=12&id=3"),
        ("https://post.example/#!/news/1", "https://post.example/#!/news/1"),
        ("https://[2606:2800::1]/a", "https://[2606:2800::1]/a"),
        (" https://post.example/a\n", "https://post.example/a"),
    ],
)
def test_what_an_article_goes_by(given: str, wanted: str) -> None:
    assert identity(given) == wanted
    assert identity(wanted) == wanted


def test_what_is_an_address() -> None:
    assert is_address("https://post.example/a")
    assert is_address("HTTP://post.example")
    assert not any(map(is_address, ("post.example", "see https://post.example", "https://a b", "ftp://a", "")))
    assert [scheme_of(text) for text in ("s3://b/k", "HTTPS://a", "a.txt", "C:\\a", "a/b://c")] == [
        "s3",
        "https",
        None,
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("ftp://post.example/a", "only http:// and https://"),
        ("https:///a", "is no address"),
        ("https://post.example:99999/", "is no address"),
        ("https://[::1/", "is no address"),
        ("https://post.example/a b", "is no address"),
        ("https://post.example/" + "a" * 5000, "5,021 characters; one may have 4,000"),
        ("javascript:alert(1)", "only http:// and https://"),
    ],
)
def test_addresses_that_are_not_asked(given: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        checked(given)


def test_passwords_are_never_written_down() -> None:
    assert shown("https://me:se%40cret@post.example/a@b") == "https://post.example/a@b"
    with pytest.raises(InputError) as error:
        checked("ftp://me:secret@post.example/a")
    assert "secret" not in str(error.value)


def test_one_host_by_several_names() -> None:
    assert host_of("https://www.Post.example/a") == host_of("http://post.example:8080/b") == "post.example"
