"""A connected system on the embedded stack, without the HTTP API."""

import secrets
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3

from accounting.clients import secrets_manager
from accounting.clients.whmcs.rows import invoices_of
from accounting.domain.blocks import block_of
from accounting.domain.clock import utc_now
from accounting.domain.credentials import Credentials
from accounting.domain.invoices import Invoice
from accounting.domain.summaries import Summary, summarize
from accounting.domain.syncs import Mode, Sync
from accounting.domain.systems import Settings, System
from accounting.services.start import start
from accounting.tables import invoices_table, revenue_table, syncs_table, systems_table
from local.running import PASSWORD, USERNAME, Running
from local.simulator import Installation, Simulator
from local.simulator.rows import row

STATE_MACHINE = "SyncStateMachine"


class ConnectedSystem:
    """What is stored of the simulator, and syncs of it."""

    def __init__(
        self,
        running: Running,
        password: str = PASSWORD,
        simulator: Simulator | None = None,
        **fields: Any,
    ) -> None:
        """`simulator`: another than the stack's."""
        self.running, self.simulator = running, simulator or running.simulator
        self.system_id = secrets.token_hex(6)
        arn = secrets_manager.store(self.system_id, Credentials(password))
        settings = Settings("Demo hosting", self.simulator.url, USERNAME, step=50, parallel=2)
        settings = replace(settings, auto_sync=True, **fields)
        systems_table.create(_system(self.system_id, settings, arn))

    @property
    def system(self) -> System:
        return systems_table.get(self.system_id)

    @property
    def syncs(self) -> list[Sync]:
        positions = syncs_table.newest(self.system_id, None, 100)
        return syncs_table.read(self.system_id, [each.sync_id for each in positions])

    @property
    def stored(self) -> dict[int, Invoice]:
        blocks = reversed(list(invoices_table.descending(self.system_id)))
        return {row.id: row for block in blocks for row in block.rows()}

    def sync(self, mode: Mode, *, allow_shrink: bool = False, go_on: bool = False) -> Sync:
        """Started as the API does it, followed to its end."""
        sync = start(
            self.system_id,
            mode,
            utc_now(),
            started_by="ada",
            allow_shrink=allow_shrink,
            go_on=go_on,
        )
        return self.ended(sync)

    def ended(self, sync: Sync) -> Sync:
        self.running.stack.wait(execution(self.running, sync.sync_id))
        return syncs_table.get(self.system_id, sync.sync_id)

    def by_hand(self, mode: Mode, name: str) -> dict[str, Any]:
        """As somebody starts an execution with the AWS command line; how it ended."""
        order = {"system_id": self.system_id, "mode": mode}
        return self.running.stack.run(STATE_MACHINE, order, name)

    def suspend_schedule(self) -> None:
        """As if it were never due."""
        far = utc_now() + timedelta(days=1000)
        systems_table.move_on(self.system, far)

    def let_lease_run_out(self) -> None:
        """As if the execution that has it were gone, without a record of it."""
        lease = self.system.lease
        assert lease
        long_ago = datetime.now(UTC) - timedelta(hours=1)
        systems_table.take_lease(self.system_id, lease.sync_id, long_ago)

    def differences(self) -> set[int]:
        """Ids of invoices that are lost, too many or stale, and of blocks (negative) whose totals
        are not those of the invoices."""
        stored, remote = self.stored, listed(self.simulator.installation)
        different = {key for key in stored | remote if stored.get(key) != remote.get(key)}
        return different | {-number - 1 for number in self._wrong_blocks(stored)}

    def _wrong_blocks(self, stored: dict[int, Invoice]) -> set[int]:
        kept = {one.number: one for one in revenue_table.summaries(self.system_id)}
        blocks = {
            number: [row for row in stored.values() if block_of(row.id) == number]
            for number in set(map(block_of, stored))
        }
        return {number for number in kept | blocks if not _fits(kept.get(number), blocks[number])}


def _fits(kept: Summary | None, rows: list[Invoice]) -> bool:
    """Whether a summary is that of these invoices, but for what it knows besides."""
    if kept is None:
        return False
    known = replace(kept, verified=None, suspects=(), pending=())
    fresh = summarize(kept.number, rows, utc_now().date())
    return fresh is not None and known == replace(fresh, pending=())


def execution(running: Running, sync_id: str) -> str:
    """Its ARN."""
    machine = running.stack.resources[STATE_MACHINE]
    return f"{machine.replace(':stateMachine:', ':execution:')}:{sync_id}"


def stop(running: Running, sync_id: str) -> None:
    """As somebody stops an execution with the AWS command line."""
    boto3.client("stepfunctions").stop_execution(executionArn=execution(running, sync_id))


def listed(installation: Installation) -> dict[int, Invoice]:
    """What the accounting system holds, as we would keep it."""
    rows = [row(one, "8") for one in installation.invoices().values()]
    return {one.id: one for one in invoices_of(rows)}


def _system(system_id: str, settings: Settings, secret_arn: str) -> System:
    now = utc_now()
    return System(system_id, settings, secret_arn, version=1, created_at=now, updated_at=now)
