"""The kinds of accounting systems there are. A second kind is a line here and its package."""

from accounting.clients.whmcs.client import Whmcs
from accounting.domain.credentials import Credentials
from accounting.domain.systems import Settings
from accounting.engine.ports import Source

KINDS = {"whmcs": Whmcs.of}


def open_source(settings: Settings, credentials: Credentials) -> Source:
    return KINDS[settings.kind](settings, credentials)
