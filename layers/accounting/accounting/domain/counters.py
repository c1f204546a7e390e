"""What a sync has done, in numbers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counters:
    """added + updated + unchanged = rows seen; added - deleted = growth of our table."""

    seen: int = 0
    added: int = 0
    updated: int = 0
    deleted: int = 0
    unchanged: int = 0

    def plus(self, *, added: int, updated: int, deleted: int, unchanged: int) -> "Counters":
        return Counters(
            seen=self.seen + added + updated + unchanged,
            added=self.added + added,
            updated=self.updated + updated,
            deleted=self.deleted + deleted,
            unchanged=self.unchanged + unchanged,
        )

    def __add__(self, other: "Counters") -> "Counters":
        return self.plus(
            added=other.added,
            updated=other.updated,
            deleted=other.deleted,
            unchanged=other.unchanged,
        )

    def describe(self) -> str:
        counts = [(self.added, "new"), (self.updated, "changed"), (self.deleted, "deleted")]
        parts = [f"{count} {what}" for count, what in counts if count]
        return ", ".join([f"{self.seen} invoices", *parts])
