"""What WHMCS means when it answers `{"result": "error", "message": …}`, and what to do about it.

Messages are matched by their beginnings, as WHMCS 7 and 8 word them. A message we do not know (such
as "Too many connections") is taken as a passing one.
"""

import re

from accounting.domain.errors import SourceError, SourceRejected, SourceUnavailable

_CREDENTIAL = (
    "Check identifier and secret in WHMCS under System Settings > Manage API Credentials, and "
    "enter them here again. After several failures WHMCS may ban our address for a while."
)
_ROLE = (
    "In WHMCS open System Settings > Manage API Credentials > API Roles and allow the credential's "
    "role Billing > GetInvoices; nothing else is needed."
)
_ADDRESS = (
    "In WHMCS open System Settings > General Settings > Security > API IP Access Restriction and "
    "add the address {0}; or set an access key in WHMCS's configuration.php and enter it here."
)
_ADMIN = (
    "In WHMCS open System Settings > Administrator Users: the credential's administrator must be "
    "active, and its administrator role must have API Access."
)
_URL = "Check the URL: it must lead to WHMCS itself, the folder that holds includes/api.php."

_REFUSALS = [
    (r"authentication failed", "WHMCS does not accept the secret (password).", _CREDENTIAL),
    (r"invalid or missing credentials", "WHMCS does not know the identifier.", _CREDENTIAL),
    (r"invalid ip\s*([0-9a-f.:]*)", "WHMCS does not allow our address.", _ADDRESS),
    (r"invalid permissions", "The API role lacks the permission GetInvoices.", _ROLE),
    (r"administrator account disabled", "The credential's administrator is disabled.", _ADMIN),
    (r"access denied", "The credential's administrator has no access to the API.", _ADMIN),
    (r"empty action request|invalid api action", "This WHMCS does not know GetInvoices.", _URL),
]


def refusal(message: str) -> SourceError:
    """The error that this message of WHMCS stands for."""
    for pattern, detail, advice in _REFUSALS:
        match = re.match(pattern, message.strip(), re.IGNORECASE)
        if match:
            address = match[1] if match.re.groups and match[1] else "our requests come from"
            return SourceRejected(detail, advice.format(address))
    return SourceUnavailable(
        "WHMCS reports an error that we do not know; it may pass.",
        "Look into WHMCS under System Logs > Activity Log.",
    )


def wrong_address(detail: str) -> SourceRejected:
    return SourceRejected(detail, _URL)
