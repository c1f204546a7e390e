"""The table Systems: one item a system, with its lease.

The lease is the right to write a system's invoices. It is taken, renewed and released by
conditional writes; who lost it finds out at the next renewal, before anything is written.
"""

import os
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from accounting.domain.errors import (
    LeaseLost,
    SyncAlreadyRunning,
    SystemDeleting,
    SystemNotFound,
    VersionMismatch,
)
from accounting.domain.syncs import LastSync
from accounting.domain.systems import (
    LEASE,
    Figures,
    Hook,
    LastFull,
    LastSuccess,
    Lease,
    Settings,
    System,
)
from accounting.tables import dynamodb
from accounting.tables.adapters import adapter
from accounting.tables.formats import with_current_mode

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import UpdateTypeDef


@cache
def _table() -> str:
    return os.environ["SYSTEMS_TABLE"]


def create(system: System) -> None:
    ours = {"secret_arn": system.secret_arn}  # Its own, whatever else has changed meanwhile.
    if not dynamodb.create(_table(), "system_id", _values(system), ours):
        raise ValueError(f"There is a system {system.system_id} already.")


def get(system_id: str) -> System:
    system = find(system_id)
    if system is None:
        raise SystemNotFound(system_id)
    return system


def find(system_id: str) -> System | None:
    values = dynamodb.get(_table(), _key(system_id))
    return _system(values) if values is not None else None


def list_all(*, consistent: bool = False) -> list[System]:
    """All systems, by name; `consistent`: with all that was written before."""
    items = dynamodb.scan(_table(), ConsistentRead=consistent)
    systems = [_system(dynamodb.from_item(item)) for item in items]
    return sorted(systems, key=lambda system: (system.settings.name.casefold(), system.system_id))


def list_ids() -> list[str]:
    """Of all systems: reading them takes longer than many a request that asks for no more."""
    items = dynamodb.scan(_table(), ProjectionExpression="system_id")
    return sorted(item["system_id"]["S"] for item in items)


def change(system: System, *, rescheduled: bool = False) -> System:
    """Keeps the settings and the secret of this system, if it still has this version, which grows.
    `rescheduled`: its `next_sync_at` too, which else is left to the schedule, and `auto_since`.

    Raises SystemNotFound, SystemDeleting, VersionMismatch.
    """
    moments = {"next_sync_at": system.next_sync_at, "auto_since": system.auto_since}
    fields = _plain(
        asdict(system.settings)
        | {
            "secret_arn": system.secret_arn,
            "has_access_key": system.has_access_key,
            "updated_at": system.updated_at,
            "version": system.version + 1,
        }
        | (moments if rescheduled else {})
    )
    updated = dynamodb.update(
        _table(),
        _key(system.system_id),
        "#deleting = :no AND #version = :seen",
        _assignments(fields),
        {**_values_of(fields), ":no": False, ":seen": system.version},
        ours=fields,
    )
    if updated is None:
        raise _refused(get(system.system_id))
    return _system(updated)


def _refused(system: System) -> Exception:
    return SystemDeleting(system.system_id) if system.deleting else VersionMismatch()


def move_on(system: System, next_sync_at: datetime | None) -> None:
    """Keeps when its next sync is due, after one was started; that is no administrator's change, so
    the version stays. Nothing happens when the settings or the moment have changed since."""
    due = "#next_sync_at = :due" if system.next_sync_at else "attribute_not_exists(#next_sync_at)"
    fields = _plain({"next_sync_at": next_sync_at})
    seen = _plain({":version": system.version, ":due": system.next_sync_at})
    dynamodb.update(
        _table(),
        _key(system.system_id),
        f"#version = :version AND {due}",
        _assignments(fields),
        _values_of(fields) | seen,
    )


def want_sync(system_id: str, now: datetime) -> None:
    """A sync is to start by itself soon, also where there is no automatic one: for who finds one
    running that may not have read what is new.

    Whatever moment is stored gives way, an earlier one too: the sync that is started for that at
    this moment may have begun before `now`. Raises SystemNotFound, SystemDeleting.
    """
    wanted = dynamodb.update(
        _table(),
        _key(system_id),
        "#deleting = :no",
        "SET #next_sync_at = :now",
        _plain({":no": False, ":now": now}),
    )
    if wanted is None:
        get(system_id)
        raise SystemDeleting(system_id)


def take_lease(system_id: str, sync_id: str, now: datetime) -> System:
    """The system with its new lease. Taking it twice for the same sync is one taking.

    Raises SystemNotFound, SystemDeleting, SyncAlreadyRunning.
    """
    before = get(system_id)
    if before.deleting:
        raise SystemDeleting(system_id)
    taken = dynamodb.update(
        _table(),
        _key(system_id),
        "#deleting = :no AND (attribute_not_exists(#lease) OR #lease.#sync_id = :sync"
        " OR #lease.#expires_at < :now)",
        "SET #lease = :lease",
        {
            ":no": False,
            ":sync": sync_id,
            ":now": now.isoformat(),
            ":lease": _lease(sync_id, now) | _taken_from(before.lease, sync_id),
        },
    )
    return _system(taken) if taken else _taken_by_another(system_id, sync_id, now)


def _taken_by_another(system_id: str, sync_id: str, now: datetime) -> System:
    system = get(system_id)
    if system.lease:
        raise SyncAlreadyRunning(system.lease.sync_id)
    return take_lease(system_id, sync_id, now)  # Released, or marked as deleting, this moment.


def renew_lease(system_id: str, sync_id: str, now: datetime) -> System:
    """Raises LeaseLost when another run has it, or the system is being deleted or gone."""
    renewed = dynamodb.update(_table(), _key(system_id), _HELD, _RENEW, _renewal(sync_id, now))
    if renewed is None:
        raise LeaseLost(f"Sync {sync_id} has lost its lease on system {system_id}.")
    return _system(renewed)


def lease_renewal(system_id: str, sync_id: str, now: datetime, url: str) -> "UpdateTypeDef":
    """The same as part of a commit of what was read at this address."""
    values = {**_renewal(sync_id, now), ":url": url}
    return dynamodb.operation(_table(), _key(system_id), f"{_HELD} AND #url = :url", _RENEW, values)


_HELD, _RENEW = "#lease.#sync_id = :sync AND #deleting = :no", "SET #lease = :lease"


def _renewal(sync_id: str, now: datetime) -> dict[str, Any]:
    return {":sync": sync_id, ":no": False, ":lease": _lease(sync_id, now)}


def release_lease(
    system_id: str,
    sync_id: str,
    last_sync: LastSync,
    last_full: LastFull | None = None,
    last_success: LastSuccess | None = None,
    *,
    taken_by: str | None = None,
) -> None:
    """Notes how the sync ended and frees the lease. `taken_by`: the sync that has taken it since,
    and keeps it; nothing happens when any other has."""
    noted = {"last_sync": last_sync, "last_full": last_full, "last_success": last_success}
    ended = _plain({name: value for name, value in noted.items() if value})
    if taken_by:
        holder, held = (
            {":holder": taken_by},
            "#lease.#sync_id = :holder AND #lease.#taken_from = :sync",
        )
    else:
        holder, held, ended = {}, "#lease.#sync_id = :sync", ended | {"lease": None}
    dynamodb.update(
        _table(),
        _key(system_id),
        held,
        _assignments(ended),
        {":sync": sync_id, **holder, **_values_of(ended)},
    )


def keep_figures(system: System, figures: Figures) -> System | None:
    """None when its settings have changed since, or a sync has begun or ended, which may have
    changed what is added up."""
    lease = "#lease.#sync_id = :lease" if system.lease else "attribute_not_exists(#lease)"
    last = "#last_sync.#sync_id = :last" if system.last_sync else "attribute_not_exists(#last_sync)"
    values = {
        ":version": system.version,
        ":lease": system.lease and system.lease.sync_id,
        ":last": system.last_sync and system.last_sync.sync_id,
        ":figures": _plain({"figures": asdict(figures)})["figures"],
    }
    kept = dynamodb.update(
        _table(),
        _key(system.system_id),
        f"#version = :version AND {lease} AND {last}",
        "SET #figures = :figures",
        values,
    )
    return _system(kept) if kept else None


def drop_lease(system_id: str, sync_id: str, taken_at: datetime) -> None:
    """Frees the lease that was taken at this moment; nothing happens when it was taken or renewed
    since, for then the sync has begun."""
    dynamodb.update(
        _table(),
        _key(system_id),
        "#lease.#sync_id = :sync AND #lease.#expires_at = :expires",
        "REMOVE #lease",
        {":sync": sync_id, ":expires": _lease(sync_id, taken_at)["expires_at"]},
    )


def mark_deleting(system_id: str, now: datetime, version: int | None, actor: str) -> System:
    """From here on nothing can be changed or begun. Marking twice is one marking; without a version
    to hold to, whatever is there is marked.

    Raises SystemNotFound, VersionMismatch.
    """
    marked = dynamodb.update(
        _table(),
        _key(system_id),
        "#deleting = :no" + (" AND #version = :version" if version is not None else ""),
        "SET #deleting = :yes, #deleted_by = :actor, #updated_at = :now,"
        " #version = #version + :one",
        {
            ":no": False,
            ":yes": True,
            ":actor": actor,
            ":now": _plain({"now": now})["now"],
            ":one": 1,
            ":version": version,
        },
        ours={"deleting": True},
    )
    if marked is None:
        get(system_id)
        raise VersionMismatch
    return _system(marked)


def replace_hook(system: System, hook: Hook | None) -> bool:
    """Whether it was replaced: the system still has the hook that was seen. Its version stays, for
    its settings do.

    Raises SystemNotFound, SystemDeleting.
    """
    seen = "#hook.#secret_arn = :seen" if system.hook else "attribute_not_exists(#hook)"
    replaced = dynamodb.update(
        _table(),
        _key(system.system_id),
        f"#deleting = :no AND {seen}",
        "SET #hook = :hook" if hook else "REMOVE #hook",
        {
            ":no": False,
            ":seen": system.hook and system.hook.secret_arn,
            ":hook": _plain({"hook": asdict(hook)})["hook"] if hook else None,
        },
    )
    if replaced:
        return True
    found = get(system.system_id)
    if found.deleting:
        raise SystemDeleting(system.system_id)
    return found.hook == hook  # By this very write, whose answer was lost.


def remove(system_id: str) -> None:
    dynamodb.client().delete_item(TableName=_table(), Key=dynamodb.to_item(_key(system_id)))


def _key(system_id: str) -> dict[str, str]:
    return {"system_id": system_id}


def _lease(sync_id: str, now: datetime) -> dict[str, str]:
    return {"sync_id": sync_id, "expires_at": (now + LEASE).isoformat()}


def _taken_from(before: Lease | None, sync_id: str) -> dict[str, str]:
    """The API takes the lease and the state machine takes it again: both must know from whom."""
    if before is None:
        return {}
    lost = before.taken_from if before.sync_id == sync_id else before.sync_id
    return {"taken_from": lost} if lost else {}


def _values(system: System) -> dict[str, Any]:
    """An item's attributes: the settings beside the rest."""
    values = asdict(system)
    return _plain({**values.pop("settings"), **values})


def _system(values: Mapping[str, Any]) -> System:
    last_sync = values.get("last_sync")
    return adapter(System).validate_python(
        {
            **values,
            "settings": adapter(Settings).validate_python(values),
            "last_sync": with_current_mode(last_sync) if last_sync else None,
        }
    )


def _assignments(fields: Mapping[str, Any]) -> str:
    """These values become the item's; of those that are None nothing stays."""
    sets = [f"#{name} = :{name}" for name, value in fields.items() if value is not None]
    gone = [f"#{name}" for name, value in fields.items() if value is None]
    clauses = {"SET": sets, "REMOVE": gone}
    return " ".join(f"{verb} {', '.join(names)}" for verb, names in clauses.items() if names)


def _values_of(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {f":{name}": value for name, value in fields.items()}


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Dates and decimals as text, dataclasses as maps: what DynamoDB can hold."""
    plain: dict[str, Any] = adapter(dict[str, Any]).dump_python(dict(values), mode="json")
    return plain
