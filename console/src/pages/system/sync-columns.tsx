import Link from "@cloudscape-design/components/link";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { TableProps } from "@cloudscape-design/components/table";
import type { SyncSummary } from "../../api-types";
import { count, dateTime, duration, elapsed, MODES, NONE, STATES } from "../../format";
import { numeric } from "../../layout/number";
import { INDICATORS } from "../systems/last-sync";
import type { Named } from "./sync-dialog";

const nameOf = ({ mode, started_at }: SyncSummary) => `${MODES[mode]} of ${dateTime(started_at)}`;

export const took = (sync: SyncSummary) => duration(elapsed(sync));

export const syncColumns = (
  onOpen: (sync: Named) => void,
): TableProps.ColumnDefinition<SyncSummary>[] => [
  {
    id: "started_at",
    header: "Started",
    cell: (sync) => (
      <Link
        onFollow={() => onOpen({ id: sync.id, name: nameOf(sync) })}
        ariaLabel={`Show the sync of ${dateTime(sync.started_at)}`}
      >
        {dateTime(sync.started_at)}
      </Link>
    ),
    isRowHeader: true,
    minWidth: 160,
  },
  { id: "mode", header: "Kind", cell: (sync) => MODES[sync.mode] },
  {
    id: "state",
    header: "State",
    cell: (sync) => (
      <StatusIndicator type={INDICATORS[sync.state]}>
        {sync.error ? sync.error.title : STATES[sync.state]}
      </StatusIndicator>
    ),
    minWidth: 150,
  },
  {
    id: "took",
    header: "Took",
    cell: took,
  },
  numeric({ id: "added", header: "Added", cell: (sync) => count(sync.added) }),
  numeric({ id: "updated", header: "Updated", cell: (sync) => count(sync.updated) }),
  numeric({ id: "deleted", header: "Deleted", cell: (sync) => count(sync.deleted) }),
  {
    id: "proof",
    header: "Proof",
    cell: ({ proof }) =>
      proof ? `${count(proof.stored_total)} of ${count(proof.remote_total)}` : NONE,
    minWidth: 120,
  },
];
