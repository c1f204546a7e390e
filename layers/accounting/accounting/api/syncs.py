"""Syncs in requests and answers."""

from typing import Annotated, Self

from pydantic import ConfigDict, Field

from accounting.api import ids
from accounting.api.fields import Truth
from accounting.api.model import Model
from accounting.domain.clock import utc_text, utc_text_or_none
from accounting.domain.syncs import Mode, Proof, State, Sync


class SyncRequest(Model):
    model_config = ConfigDict(extra="forbid")
    mode: Mode = Field(
        description="full: all invoices; incremental: new ones and those that may have changed",
        examples=["incremental"],
    )
    allow_shrink: Annotated[
        Truth,
        Field(
            description="Go on when WHMCS suddenly lists far fewer invoices than we hold",
            examples=[False],
        ),
    ] = False
    go_on: Annotated[
        Truth,
        Field(
            alias="continue",
            description="A full sync goes on where the last one failed or was cancelled, instead "
            "of reading everything",
            examples=[False],
        ),
    ] = False


class FailureView(Model):
    """Why the sync failed, and what to do about it."""

    code: str = Field(examples=["SourceRejected"])
    title: str = Field(examples=["The accounting system refused us"])
    detail: str = Field(examples=["WHMCS does not accept the secret (password)."])
    advice: str = Field(
        examples=[
            "Check identifier and secret in System Settings > Manage API Credentials of WHMCS."
        ]
    )


class ProofView(Model):
    """WHMCS's total and ours, in the answer with its last invoices: equal totals, equal sets.

    `statuses`: WHMCS's numbers of invoices by closed status, which are ours as well; null where
    they were not asked for (a full sync) or its filter by status is not to be trusted.
    """

    remote_total: int = Field(examples=[1234])
    stored_total: int = Field(examples=[1234])
    last_id: int = Field(examples=[1301])
    statuses: dict[str, int] | None = Field(
        examples=[{"Paid": 1180, "Cancelled": 40, "Refunded": 3}]
    )
    verified_since: str | None = Field(
        description="No figure is older; null: some were never compared",
        examples=["2026-01-02T08:00:00.000Z"],
    )

    @classmethod
    def of(cls, proof: Proof) -> Self:
        return cls(
            remote_total=proof.remote_total,
            stored_total=proof.stored_total,
            last_id=proof.last_id,
            statuses=proof.statuses,
            verified_since=utc_text_or_none(proof.verified_since),
        )


class LogLineView(Model):
    at: str = Field(examples=["2026-01-31T08:00:02.104Z"])
    message: str = Field(examples=["Step 3 - OK: 250 invoices, 2 new (81 ms)"])


class SyncSummary(Model):
    """added + updated + unchanged = invoices_seen; our count grows by added - deleted."""

    id: str = Field(json_schema_extra=ids.SYNC)
    system_id: str = Field(json_schema_extra=ids.SYSTEM)
    mode: Mode = Field(examples=["incremental"])
    state: State = Field(examples=["succeeded"])
    invoices_total: int | None = Field(description="How many WHMCS lists", examples=[1234])
    invoices_seen: int = Field(description="Compared with ours", examples=[310])
    added: int = Field(examples=[12])
    updated: int = Field(examples=[3])
    deleted: int = Field(examples=[0])
    unchanged: int = Field(examples=[295])
    steps_done: int = Field(examples=[2])
    steps_total: int | None = Field(description="As far as can be foreseen", examples=[2])
    started_at: str = Field(examples=["2026-01-31T08:00:00.000Z"])
    updated_at: str = Field(examples=["2026-01-31T08:00:02.104Z"])
    ended_at: str | None = Field(
        description="null: has not ended", examples=["2026-01-31T08:00:02.104Z"]
    )
    cancel_requested: bool = Field(examples=[False])
    resumed_from: str | None = Field(description="The sync this one goes on from", examples=[None])
    error: FailureView | None = Field(description="Why it failed", examples=[None])
    proof: ProofView | None = Field(description="Once it has succeeded")

    @classmethod
    def of(cls, sync: Sync) -> Self:
        return cls.model_validate(cls._values(sync))

    @classmethod
    def _values(cls, sync: Sync) -> dict[str, object]:
        progress, counters = sync.progress, sync.progress.counters
        return {
            "id": sync.sync_id,
            "system_id": sync.system_id,
            "mode": sync.mode,
            "state": sync.state,
            "invoices_total": progress.invoices_total,
            "invoices_seen": counters.seen,
            "added": counters.added,
            "updated": counters.updated,
            "deleted": counters.deleted,
            "unchanged": counters.unchanged,
            "steps_done": progress.steps_done,
            "steps_total": sync.steps_total,
            "started_at": utc_text(sync.started_at),
            "updated_at": utc_text(sync.updated_at),
            "ended_at": utc_text_or_none(sync.ended_at),
            "cancel_requested": sync.cancel_requested,
            "resumed_from": sync.resumed_from,
            "error": FailureView.model_validate(sync.error, from_attributes=True)
            if sync.error
            else None,
            "proof": ProofView.of(progress.proof) if progress.proof else None,
        }


class SyncView(SyncSummary):
    """added + updated + unchanged = invoices_seen; our count grows by added - deleted."""

    log: list[LogLineView] = Field(description="The latest lines, oldest first")
    continuable: bool = Field(
        description="A full sync with `continue` goes on from here", examples=[False]
    )

    @classmethod
    def of(cls, sync: Sync, *, continuable: bool = False) -> Self:
        return cls.model_validate({**cls._values(sync), "continuable": continuable})

    @classmethod
    def _values(cls, sync: Sync) -> dict[str, object]:
        lines = sync.progress.log
        log = [LogLineView(at=utc_text(line.at), message=line.message) for line in lines]
        return {**super()._values(sync), "log": log}


class SyncsView(Model):
    """A page of syncs, each without its log."""

    syncs: list[SyncSummary]
    next: str | None = Field(
        description="Give it as `cursor` for the next ones; null at the end",
        examples=["s1769846400000.20260131T080000-5f0c2a91"],
    )
