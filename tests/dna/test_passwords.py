import base64
import hashlib

from onrecord.dna.passwords import digest, fits


def test_a_password_is_salted_and_hashed_a_hundred_thousand_times() -> None:
    salt = bytes(range(16))
    held = salt + "größer".encode()
    for _ in range(100_000):
        held = hashlib.sha256(held).digest()
    assert digest("größer", salt) == base64.b64encode(salt + held).decode()


def test_only_the_password_fits() -> None:
    kept = digest("toll")
    assert len(kept) == 64
    assert kept != digest("toll"), "every salt is another one"
    assert fits("toll", kept)
    assert not fits("Toll", kept)
