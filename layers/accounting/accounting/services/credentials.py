"""The credentials with which a system is asked, stored or just entered."""

from accounting.clients import secrets_manager, sources
from accounting.domain.credentials import NO_CREDENTIALS, Credentials, CredentialsChange
from accounting.domain.systems import Settings, System


def is_moved(system: System, settings: Settings) -> bool:
    """Whether the settings lead elsewhere than the stored ones."""
    return sources.installation(settings) != sources.installation(system.settings)


def credentials_for(settings: Settings, system: System, entered: CredentialsChange) -> Credentials:
    """What was entered for these settings, completed by what is stored for the system.

    Raises InvalidInput, SecretMissing.
    """
    if is_moved(system, settings):
        entered.check_moved(has_access_key=system.has_access_key)
    if entered.kept(has_access_key=system.has_access_key):
        return entered.applied_to(secrets_manager.read(system.secret_arn))
    return entered.applied_to(NO_CREDENTIALS)
