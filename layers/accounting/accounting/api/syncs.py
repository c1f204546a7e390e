"""Syncs in requests and answers."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from accounting.api.fields import Truth
from accounting.clock import utc_text
from accounting.syncs import State, Sync


class SyncRequest(BaseModel):
    model_config = ConfigDict(extra="forbid")
    mode: Literal["full", "missing"] = Field(
        description="full: all invoices; missing: new ones and those that may have changed",
        examples=["missing"],
    )
    allow_shrink: Annotated[
        Truth, Field(description="Go on when WHMCS suddenly lists far fewer invoices than we hold")
    ] = False


class FailureView(BaseModel):
    code: str = Field(examples=["SourceRejected"])
    title: str
    detail: str
    advice: str


class ProofView(BaseModel):
    """WHMCS's total and ours, in the answer with its last invoices: equal totals, equal sets."""

    remote_total: int
    stored_total: int
    last_id: int


class LogLineView(BaseModel):
    at: str
    message: str = Field(examples=["Step 3 - OK: 250 invoices, 2 new (81 ms)"])


class SyncView(BaseModel):
    """added + updated + unchanged = invoices_seen; our count grows by added - deleted."""

    id: str = Field(examples=["20260131T080000-5f0c2a91"])
    system_id: str
    mode: Literal["full", "missing"]
    state: State
    invoices_total: int | None = Field(description="How many WHMCS lists")
    invoices_seen: int
    added: int
    updated: int
    deleted: int
    unchanged: int
    steps_done: int
    steps_total: int | None = Field(description="As far as can be foreseen")
    started_at: str
    updated_at: str
    ended_at: str | None
    cancel_requested: bool
    resumed_from: str | None = Field(description="The failed sync this one goes on from")
    error: FailureView | None
    proof: ProofView | None
    log: list[LogLineView]

    @classmethod
    def of(cls, sync: Sync) -> "SyncView":
        progress, counters = sync.progress, sync.progress.counters
        return cls(
            id=sync.sync_id,
            system_id=sync.system_id,
            mode=sync.mode,
            state=sync.state,
            invoices_total=progress.invoices_total,
            invoices_seen=counters.seen,
            added=counters.added,
            updated=counters.updated,
            deleted=counters.deleted,
            unchanged=counters.unchanged,
            steps_done=progress.steps_done,
            steps_total=sync.steps_total,
            started_at=utc_text(sync.started_at),
            updated_at=utc_text(sync.updated_at),
            ended_at=utc_text(sync.ended_at) if sync.ended_at else None,
            cancel_requested=sync.cancel_requested,
            resumed_from=sync.resumed_from,
            error=FailureView.model_validate(sync.error, from_attributes=True)
            if sync.error
            else None,
            proof=ProofView.model_validate(progress.proof, from_attributes=True)
            if progress.proof
            else None,
            log=[LogLineView(at=utc_text(line.at), message=line.message) for line in progress.log],
        )


class SyncsView(BaseModel):
    syncs: list[SyncView]
