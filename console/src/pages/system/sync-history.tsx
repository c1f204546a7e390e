import { useCollection } from "@cloudscape-design/collection-hooks";
import Modal from "@cloudscape-design/components/modal";
import Pagination from "@cloudscape-design/components/pagination";
import Table from "@cloudscape-design/components/table";
import { useMemo, useState } from "react";
import type { Sync } from "../../api-types";
import { dateTime, MODES } from "../../format";
import { Problem } from "../../layout/problem";
import { syncColumns } from "./sync-columns";
import { SyncDetails } from "./sync-details";
import { useSyncs } from "./use-syncs";

export function SyncHistory({ systemId }: { systemId: string }) {
  const { data, loading, error, reload } = useSyncs(systemId);
  const [opened, setOpened] = useState<Sync | null>(null);
  const columns = useMemo(() => syncColumns(setOpened), []);
  const { items, collectionProps, paginationProps } = useCollection(data ?? [], {
    pagination: { pageSize: 10 },
  });
  if (error && !data) {
    return <Problem error={error} onRetry={reload} />;
  }
  return (
    <>
      <Table
        {...collectionProps}
        variant="borderless"
        wrapLines
        items={items}
        loading={loading}
        loadingText="Loading syncs"
        columnDefinitions={columns}
        trackBy="id"
        empty="No sync yet."
        pagination={<Pagination {...paginationProps} />}
        ariaLabels={{ tableLabel: "History of syncs" }}
      />
      {opened && (
        <Modal
          visible
          size="large"
          onDismiss={() => setOpened(null)}
          header={`${MODES[opened.mode]} of ${dateTime(opened.started_at)}`}
        >
          <SyncDetails sync={opened} />
        </Modal>
      )}
    </>
  );
}
