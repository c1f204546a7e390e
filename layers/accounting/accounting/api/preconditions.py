"""Optimistic concurrency: the ETag of a system is its version."""

import re

from accounting.domain.errors import VersionMismatch


def etag(version: int) -> str:
    return f'"{version}"'


def expected_version(if_match: str | None) -> int | None:
    """The version an If-Match header asks for; None when any will do. Raises VersionMismatch."""
    if if_match is None or if_match.strip() == "*":
        return None
    match = re.fullmatch(r'\s*"?([0-9]{1,18})"?\s*', if_match)
    if match is None:
        raise VersionMismatch
    return int(match[1])
