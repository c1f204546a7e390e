"""What a sync has done, in numbers that stay exact when it is interrupted."""

from dataclasses import dataclass, replace


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

    def adjusted(self, growth: int) -> "Counters":
        """Corrected to the table's real growth since the sync began.

        A run that died in the middle of a write left rows behind that its successor meets as
        unchanged or changed (it had added them), or does not meet at all (it had deleted them).
        """
        missed = growth - (self.added - self.deleted)
        if missed < 0:
            return replace(self, deleted=self.deleted - missed)
        unchanged = min(missed, self.unchanged)
        updated = min(missed - unchanged, self.updated)
        deleted = min(missed - unchanged - updated, self.deleted)
        return replace(
            self,
            added=self.added + unchanged + updated,
            unchanged=self.unchanged - unchanged,
            updated=self.updated - updated,
            deleted=self.deleted - deleted,
        )
