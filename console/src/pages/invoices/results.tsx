import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMemo } from "react";
import type { System } from "../../api-types";
import { Problem } from "../../layout/problem";
import { ExportProgress } from "./export-progress";
import type { Order } from "./order";
import { InvoicesTable } from "./table";
import { TotalsPanel } from "./totals-panel";
import { useExport } from "./use-export";
import type { Search } from "./use-search";
import type { Wanted } from "./wanted";

interface Props {
  wanted: Wanted;
  systems: readonly System[];
  search: Search;
  order: Order | null;
  onOrder: (order: Order) => void;
  onRefresh: () => void;
}

/** Of one filter: with another one, the page of the table and a file under way end. */
export function Results({ wanted, systems, search, order, onOrder, onRefresh }: Props) {
  const nameOf = useMemo(() => {
    const names = new Map(systems.map(({ id, name }) => [id, name]));
    return (id: string) => names.get(id) ?? id;
  }, [systems]);
  const file = useExport(wanted, nameOf);
  const { rows, sums, error, searching, waiting } = search;
  const asked = systems.filter(
    ({ id }) => wanted.system.length === 0 || wanted.system.includes(id),
  );
  const total = asked.reduce((all, { invoices }) => all + invoices, 0);

  return (
    <SpaceBetween size="l">
      {error && (
        <Problem error={error} onRetry={search.reload} title="The search could not go on" />
      )}
      {file.error && <Problem error={file.error} title="The file could not be prepared" />}
      {file.running && <ExportProgress file={file} total={total} />}
      <TotalsPanel
        wanted={wanted}
        systems={asked}
        sums={sums}
        rows={rows.length}
        unreadable={search.unreadable}
        all={!searching && !waiting && !error}
      />
      <InvoicesTable
        search={search}
        order={order}
        nameOf={nameOf}
        total={total}
        preparing={file.running}
        onOrder={onOrder}
        onRefresh={onRefresh}
        onDownload={() => file.start(search.batches)}
      />
    </SpaceBetween>
  );
}
