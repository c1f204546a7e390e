"""Hosts that no accounting system may have, and the setting that says which."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from accounting.clients import outgoing

PUBLIC = "93.184.215.14"
PUBLIC_V6 = "2606:2800:21f:cb07:6820:80da:af6b:8b2c"

LOOPBACK = [
    "127.0.0.1",
    "127.1",
    "127.255.255.254",
    "2130706433",
    "0x7f000001",
    "0x7f.1",
    "0177.0.0.1",
    "017700000001",
    "127.0.0.1.",
    "[::1]",
    "[0:0:0:0:0:0:0:1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "①②⑦.⓪.⓪.①",
    "１２７.0.0.1",  # noqa: RUF001
    "127。0。0。1",
]
NOT_PUBLIC = [
    "[::127.0.0.1]",
    "[::]",
    "0.0.0.0",
    "0",
    "0.1.2.3",
    "169.254.169.254",
    "2852039166",
    "0xa9fea9fe",
    "0251.0376.0251.0376",
    "[::ffff:169.254.169.254]",
    "[fd00:ec2::254]",
    "169.254.170.2",
    "[fe80::1]",
    "[fe80::1%25eth0]",
    "10.0.0.1",
    "10.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.0.1",
    "3232235521",
    "[fc00::1]",
    "[fec0::1]",
    "100.64.0.1",
    "100.100.100.200",
    "192.0.0.192",
    "192.0.2.1",
    "198.18.0.1",
    "198.51.100.1",
    "224.0.0.1",
    "[ff02::1]",
    "240.0.0.1",
    "255.255.255.255",
    "[64:ff9b::7f00:1]",
    "[64:ff9b:1::a9fe:a9fe]",
    "[2002:7f00:1::]",
    "[2001::7f00:1]",
    "[2001:db8::1]",
    "192.88.99.1",
    "[2001:20::1]",
    "[3fff::1]",
    "[100::1]",
]


@contextmanager
def source_addresses() -> Iterator[Callable[[str], None]]:
    """Sets SOURCE_ADDRESSES; it is `public` at first."""
    with pytest.MonkeyPatch.context() as environment:

        def use(value: str) -> None:
            environment.setenv("SOURCE_ADDRESSES", value)
            outgoing.source_addresses.cache_clear()

        use("public")
        yield use
    outgoing.source_addresses.cache_clear()
