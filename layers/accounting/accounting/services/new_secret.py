"""A secret is stored before the system that is to name it is written."""

from collections.abc import Iterator
from contextlib import contextmanager

from accounting.clients import secrets_manager
from accounting.tables import systems_table


@contextmanager
def new_secret(system_id: str, secret_arn: str) -> Iterator[str]:
    """What was just stored stays if the system names it in the end; else there has been none."""
    try:
        yield secret_arn
    except BaseException:
        if not _is_named(system_id, secret_arn):
            secrets_manager.remove(secret_arn)
        raise


def _is_named(system_id: str, secret_arn: str) -> bool:
    system = systems_table.find(system_id)
    return system is not None and secret_arn in system.secret_arns
