"""The kinds of accounting systems there are. A second kind is a function here and its package.

What calls out is imported when it is first needed: requests, and all that comes with it, would be a
sixth of the start of a function whose requests seldom lead to an accounting system.
"""

from collections.abc import Callable
from dataclasses import dataclass

from accounting.clients.patience import Patience
from accounting.domain.credentials import Credentials
from accounting.domain.systems import Kind, Settings
from accounting.engine.ports import Source


@dataclass(frozen=True, slots=True)
class KindOfSource:
    """`without_page`: cuts off of an address what leads to a page inside the installation."""

    open: Callable[[Settings, Credentials, Patience], Source]
    without_page: Callable[[str], str]


def _whmcs() -> KindOfSource:
    from accounting.clients.whmcs.address import without_page  # noqa: PLC0415
    from accounting.clients.whmcs.client import Whmcs  # noqa: PLC0415

    return KindOfSource(Whmcs.of, without_page)


KINDS: dict[Kind, Callable[[], KindOfSource]] = {"whmcs": _whmcs}


def open_source(settings: Settings, credentials: Credentials, patience: Patience) -> Source:
    return KINDS[settings.kind]().open(settings, credentials, patience)


def address(url: str, kind: Kind = "whmcs") -> str:
    """The address of the installation as it is kept, given that of one of its pages.

    ValueError says why it cannot be an accounting system's.
    """
    from accounting.clients.outgoing import check_url, one_form  # noqa: PLC0415

    without = KINDS[kind]().without_page
    return one_form(without(check_url(without(url))))


def installation(settings: Settings) -> str:
    """The same text for every way to write the same address, also for one kept long ago."""
    from accounting.clients.outgoing import one_form  # noqa: PLC0415

    return one_form(KINDS[settings.kind]().without_page(one_form(settings.url)))
