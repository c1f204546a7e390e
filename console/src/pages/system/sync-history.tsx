import Modal from "@cloudscape-design/components/modal";
import { useMemo, useState } from "react";
import type { SyncSummary } from "../../api-types";
import { dateTime, MODES } from "../../format";
import { Problem } from "../../layout/problem";
import { Waiting } from "../../session/waiting";
import { PagedTable } from "./paged-table";
import { syncColumns } from "./sync-columns";
import { SyncDetails } from "./sync-details";
import { useSync } from "./use-sync";
import { useSyncs } from "./use-syncs";

export function SyncHistory({ systemId }: { systemId: string }) {
  const list = useSyncs(systemId);
  const [opened, setOpened] = useState<SyncSummary | null>(null);
  const columns = useMemo(() => syncColumns(setOpened), []);
  return (
    <>
      <PagedTable
        list={list}
        wrapLines
        items={list.data?.syncs ?? []}
        loadingText="Loading syncs"
        columnDefinitions={columns}
        trackBy="id"
        empty="No sync yet."
        ariaLabels={{ tableLabel: "History of syncs" }}
      />
      {opened && (
        <Modal
          visible
          size="large"
          onDismiss={() => setOpened(null)}
          header={`${MODES[opened.mode]} of ${dateTime(opened.started_at)}`}
        >
          <Opened sync={opened} />
        </Modal>
      )}
    </>
  );
}

/** Read anew, because the list holds no logs. */
function Opened({ sync }: { sync: SyncSummary }) {
  const { data, error, reload } = useSync(sync.system_id, sync.id);
  if (error && !data) {
    return <Problem error={error} onRetry={reload} />;
  }
  return data ? <SyncDetails sync={data} /> : <Waiting />;
}
