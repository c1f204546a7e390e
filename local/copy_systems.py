"""`python -m local copy-systems`: systems out of other tables, into a stack at AWS.

The other tables outlived their stack, were restored from a point in time, or belong to another
account or region. A system's own item is written last, so that the stack has all of a system or
nothing of it, and a copy that was interrupted is started again. What the stack has stays.
"""

from __future__ import annotations

import secrets
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from local.deployed_tables import (
    INVOICES,
    REVENUE,
    SYNCS,
    SYSTEMS,
    Refused,
    Stack,
    Tables,
    named_tables,
    stack_named,
)

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.service_resource import Table

# Attributes of a system that are true together with its blocks only.
OF_BLOCKS = ("last_sync", "last_full", "last_success", "figures")

type Item = dict[str, Any]


def run(options: Namespace) -> int:
    """The process's exit code."""
    try:
        there = boto3.Session(profile_name=options.from_profile, region_name=options.from_region)
        source, stack = named_tables(there, options.tables), stack_named(options.to)
        copy = _Copy(there, source, stack, datetime.now(UTC))
        for system in _wanted(source[SYSTEMS], options.system):
            print(f"{system['name']} ({system['system_id']}): {copy.system(system)}")
    except (Refused, BotoCoreError, ClientError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


@dataclass(frozen=True)
class _Copy:
    there: boto3.Session
    source: Tables
    stack: Stack
    now: datetime

    def system(self, system: Item) -> str:
        """Copies one; what there is to say about it. Raises Refused."""
        system_id = system["system_id"]
        key = {"system_id": system_id}
        if "Item" in self.stack.tables[SYSTEMS].get_item(Key=key, ConsistentRead=True):
            return "is there already, and stays as it is."
        if system.get("deleting"):
            return "was being deleted, and is left out."
        kept, interrupted = self._without_lease(system)
        self._items(system_id, (SYNCS,) if interrupted else (INVOICES, REVENUE, SYNCS))
        if self.source[SYSTEMS].get_item(Key=key, ConsistentRead=True).get("Item") != system:
            raise Refused(f"{system['name']} was changed meanwhile: start the copy again.")
        credentials = self._text(system["secret_arn"])
        hook = self._hook(kept.pop("hook", None), system_id)
        self.stack.tables[SYSTEMS].put_item(
            Item=kept | {"secret_arn": self._secret(system, credentials)} | hook,
            ConditionExpression="attribute_not_exists(system_id)",
        )
        said = ["copied."]
        if interrupted:
            said.append("A sync ran at that time, so its invoices are left out: start a Full sync.")
        if credentials is None:
            said.append("Its credentials are gone: edit it and enter them again.")
        if "hook" in system:
            said.append(_about_hook(hook))
        return " ".join(said)

    def _items(self, system_id: str, names: Sequence[str]) -> None:
        """Of these tables; of the others nothing is left that a copy before this one brought."""
        for name in (INVOICES, REVENUE, SYNCS):
            found = _items(self.source[name], system_id) if name in names else ()
            _replace(self.stack.tables[name], system_id, found)

    def _without_lease(self, system: Item) -> tuple[Item, bool]:
        """The system as if no sync had it, and whether one did: then a moment was restored, it may
        be, in which its blocks do not fit together."""
        lease = system.get("lease")
        if lease is None:
            return {**system}, False
        if datetime.fromisoformat(lease["expires_at"]) > self.now:
            raise Refused(
                f"Sync {lease['sync_id']} of {system['name']} is running: cancel it or wait until"
                " it has ended, then start the copy again."
            )
        return {k: v for k, v in system.items() if k not in {"lease", *OF_BLOCKS}}, True

    def _text(self, arn: str) -> str | None:
        """What the secret holds; None when it is gone."""
        client = self.there.client("secretsmanager", region_name=arn.split(":")[3])
        try:
            return client.get_secret_value(SecretId=arn)["SecretString"]
        except (
            client.exceptions.ResourceNotFoundException,
            client.exceptions.InvalidRequestException,  # It is marked for deletion.
        ):
            return None

    def _secret(self, system: Item, credentials: str | None) -> str:
        """Where the stack finds them: its functions read no other stack's secrets."""
        arn = str(system["secret_arn"])
        if arn.startswith(self.stack.secrets("systems")):
            return arn
        if credentials is None:
            return f"{self.stack.secrets('systems')}{system['system_id']}/gone"
        return self._create("systems", system["system_id"], credentials)

    def _hook(self, hook: Item | None, system_id: str) -> Item:
        """The attribute, with its key where the stack finds it; nothing when the key is gone."""
        key = self._text(hook["secret_arn"]) if hook else None
        if not hook or key is None:
            return {}
        if hook["secret_arn"].startswith(self.stack.secrets("hooks")):
            return {"hook": hook}
        return {"hook": {**hook, "secret_arn": self._create("hooks", system_id, key)}}

    def _create(self, folder: str, system_id: str, text: str) -> str:
        name = f"{self.stack.name}/{folder}/{system_id}/{secrets.token_hex(4)}"
        return boto3.client("secretsmanager").create_secret(Name=name, SecretString=text)["ARN"]


def _about_hook(hook: Item) -> str:
    if hook:
        return "Its WHMCS calls the old address: put the new one into its revenue_sync.php."
    return "The key with which its WHMCS starts a Sync is gone: create another."


def _wanted(table: Table, system_id: str | None) -> list[Item]:
    """Raises Refused when there is no such system."""
    pages = table.meta.client.get_paginator("scan").paginate(
        TableName=table.name, ConsistentRead=True
    )
    systems: list[Item] = [item for page in pages for item in page["Items"]]
    wanted = [one for one in systems if system_id in {None, one["system_id"]}]
    if system_id and not wanted:
        raise Refused(f"{table.name} holds no system {system_id}.")
    return wanted


def _items(table: Table, system_id: str) -> Iterator[Item]:
    values: Any = {":system": system_id}
    pages = table.meta.client.get_paginator("query").paginate(
        TableName=table.name,
        KeyConditionExpression="system_id = :system",
        ExpressionAttributeValues=values,
        ConsistentRead=True,
    )
    for page in pages:
        yield from page["Items"]


def _replace(table: Table, system_id: str, items: Iterable[Item]) -> None:
    """A copy that was interrupted may have left others there."""
    keys = [one["AttributeName"] for one in table.key_schema]
    with table.batch_writer() as batch:
        for left in _items(table, system_id):
            batch.delete_item(Key={key: left[key] for key in keys})
    with table.batch_writer() as batch:
        for item in items:
            batch.put_item(Item=item)
