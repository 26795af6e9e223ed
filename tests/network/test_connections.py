"""Which addresses are those of the public internet."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given, strategies as st

from briefpress.network import NotConnectedError, addresses_of, is_public, with_port

PRIVATE = [
    *("10.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"),
    *("0.0.0.0/8", "224.0.0.0/4", "240.0.0.0/4", "192.0.0.0/24", "198.18.0.0/15", "203.0.113.0/24"),
    *("::/127", "fc00::/7", "fe80::/10", "ff00::/8", "2001:db8::/32", "fec0::/10", "2001::/32", "3fff::/20"),
]


def one_of(network):
    made = ipaddress.ip_network(network)
    return st.integers(0, made.num_addresses - 1).map(lambda number: made[number])


@given(st.one_of([one_of(network) for network in PRIVATE]))
def test_nothing_private_is_public_however_it_is_written(ip):
    assert not is_public(str(ip))
    if ip.version == 4:
        number = int(ip)
        for way in (f"::ffff:{ip}", f"64:ff9b::{number >> 16:x}:{number & 0xFFFF:x}"):
            assert not is_public(way)
        assert not is_public(f"2002:{number >> 16:x}:{number & 0xFFFF:x}::1")


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_what_is_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "text",
    [
        *("", "example.org", "8.8.8", "8.8.8.8.8", "::g", "fe80::1%eth0", "255.255.255.255", "0.0.0.0", "::"),
        *("2002:7f00:1::", "2001:0:7f00:1::", "192.88.99.1", "5f00::1", "64:ff9b:1::7f00:1", "::7f00:1"),
    ],
)
def test_what_is_no_public_address(text):
    assert not is_public(text)


def test_a_name_with_a_private_address_beside_a_public_one_is_refused(monkeypatch):
    found = [(None, None, None, "", (address, 443)) for address in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_args, **_more: found)
    with pytest.raises(NotConnectedError) as refused:
        addresses_of("trick.example.org", 443, private=False)
    assert (refused.value.verdict, refused.value.host) == ("private", "trick.example.org:443")
    assert addresses_of("trick.example.org", 443, private=True) == ["8.8.8.8", "10.0.0.1"]


def test_a_host_is_written_as_a_source_names_it():
    assert with_port("::1", 80) == "[::1]:80"
