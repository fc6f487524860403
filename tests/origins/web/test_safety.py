import socket
from typing import Any

import httpcore
import pytest

from onrecord.origins.web.fetcher import Fetcher
from onrecord.origins.web.fetching import Fetched, Fetching, Unfetched, Wanted
from onrecord.origins.web.safety import Refused, public_addresses, why_refused
from tests.origins.web.site import Site, page


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.8.8", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1"),
        *("169.254.169.254", "0.0.0.0", "0.1.2.3", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255"),
        *("192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1"),
        *("ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "2001:db8::1"),
        *("64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::", "2002:c0a8:101::1"),
    ],
)
def test_what_is_not_public(address: str) -> None:
    assert why_refused(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "172.32.0.1", "8.8.8.8", "2606:2800:220:1::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_what_everybody_can_reach(address: str) -> None:
    assert why_refused(address) is None


def named(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    entries = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in addresses]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **more: entries)


def test_a_name_that_leads_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    named(monkeypatch, "192.168.0.5")
    with pytest.raises(Refused, match=r"it leads to 192\.168\.0\.5, a private or reserved address"):
        public_addresses("intranet.example", 80)
    assert public_addresses("intranet.example", 80, allow_private=True) == ["192.168.0.5"]


def test_only_the_public_ones_of_several_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    named(monkeypatch, "127.0.0.1", "93.184.216.34", "93.184.216.34")
    assert public_addresses("post.example", 80) == ["93.184.216.34"]


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "127.0.0.1", "::1"])
def test_numbers_in_any_writing(host: str) -> None:
    with pytest.raises(Refused, match="this machine itself"):
        public_addresses(host, 80)


def test_the_address_that_was_looked_at_is_the_one_that_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that means another machine a moment later: it is looked up once for each connection, and checked."""
    asked: list[str] = []
    meant = iter(["93.184.216.34", "127.0.0.1", "127.0.0.1"])

    def lookup(host: str, port: int, **more: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(meant), port))]

    def connect(self: Any, host: str, *more: Any, **rest: Any) -> Any:
        asked.append(host)
        raise httpcore.ConnectError("nobody there")

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    with Fetcher(Fetching(delay=0, backoff=0, ignore_robots=True)) as fetcher:
        answer = fetcher.fetch(Wanted("http://rebound.example/"))
    assert asked == ["93.184.216.34"]  # a number, so that nothing looks the name up again
    assert isinstance(answer, Unfetched)
    assert "it leads to 127.0.0.1, this machine itself" in answer.reason


def test_through_a_proxy(site: Site) -> None:
    site.put("http://post.invalid/a", page())  # as proxies are asked: by the whole address
    settings = Fetching(delay=0, backoff=0, ignore_robots=True, proxy=site.url("/"))
    with Fetcher(settings) as fetcher:
        assert isinstance(fetcher.fetch(Wanted("http://post.invalid/a")), Fetched)
        inside = fetcher.fetch(Wanted("http://127.0.0.1/secret"))
    assert isinstance(inside, Unfetched)
    assert "this machine itself" in inside.reason
    assert site.paths() == ["http://post.invalid/a"]
