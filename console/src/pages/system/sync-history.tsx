import type { Sync } from "../../api-types";
import { PagedTable } from "./paged-table";
import { syncColumns } from "./sync-columns";
import type { Named } from "./sync-dialog";
import { useSyncs } from "./use-syncs";

interface Props {
  systemId: string;
  live: Sync | undefined;
  onOpen: (sync: Named) => void;
}

export function SyncHistory({ systemId, live, onOpen }: Props) {
  const list = useSyncs(systemId);
  const syncs = list.data?.syncs ?? [];
  return (
    <PagedTable
      list={list}
      wrapLines
      items={syncs.map((sync) => (live?.id === sync.id ? live : sync))}
      loadingText="Loading syncs"
      columnDefinitions={syncColumns(onOpen)}
      trackBy="id"
      empty="No sync yet."
      ariaLabels={{ tableLabel: "History of syncs" }}
    />
  );
}
