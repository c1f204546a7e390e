"""Asks for a system to be removed; `delete` does it, in a state machine."""

from datetime import datetime

from accounting.clients import state_machines
from accounting.tables import systems_table


def request_delete(system_id: str, version: int | None, now: datetime, actor: str) -> None:
    """Marks the system and starts the state machine. Can be repeated.

    Raises SystemNotFound, VersionMismatch.
    """
    systems_table.mark_deleting(system_id, now, version, actor)
    state_machines.start_delete(system_id)
