"""Which machines may be asked: those that everybody can reach, and none of the network that one is in."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

_WELL_KNOWN_NAT64 = IPv6Network("64:ff9b::/96")  # the last 32 bits are an address of IPv4 (RFC 6052)


class Refused(Exception):
    """A machine that is not asked; the message says why."""


def public_addresses(host: str, port: int, *, allow_private: bool = False) -> list[str]:
    """The addresses of a host that may be asked, in the order in which the system gives them.

    Whoever connects must connect to one of these and not to the name, which may mean another machine a moment later.
    Raises Refused where none of them is public, and OSError where the name is not known.
    """
    found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    addresses = list(dict.fromkeys(found))
    if allow_private:
        return addresses
    if not addresses:
        raise OSError("it has no address")
    reasons = {address: why_refused(address) for address in addresses}
    public = [address for address, reason in reasons.items() if reason is None]
    if not public:
        meant, reason = next(iter(reasons.items()))
        raise Refused(f"it is {reason}" if meant == host.strip("[]") else f"it leads to {meant}, {reason}")
    return public


def why_refused(address: str) -> str | None:
    """What an address is that must not be asked; None for one that everybody can reach."""
    ip = _meant(ip_address(address.split("%", 1)[0]))
    if ip.is_loopback:
        return "this machine itself (a loopback address)"
    if ip.is_link_local:
        return "a link-local address, as cloud services have for their secrets"
    if ip.is_unspecified:
        return "no address at all (unspecified)"
    if ip.is_multicast:
        return "a multicast address"
    if not ip.is_global or ip.is_reserved or (isinstance(ip, IPv6Address) and ip.is_site_local):
        return "a private or reserved address"
    return None


def _meant(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The address of IPv4 that is packed into one of IPv6: mapped, of 6to4, of Teredo, or of a NAT64."""
    if isinstance(ip, IPv4Address):
        return ip
    if ip in _WELL_KNOWN_NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None) or ip
