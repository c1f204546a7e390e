"""The secrets of a system."""

import pytest

from accounting.domain.credentials import Credentials, CredentialsChange


@pytest.mark.parametrize("kind", [Credentials, CredentialsChange])
def test_secrets_are_not_shown(kind: type[Credentials | CredentialsChange]) -> None:
    """Were one of these logged, or part of an error."""
    shown = repr(kind(password="the-secret", access_key="the-key"))
    assert "the-" not in shown
