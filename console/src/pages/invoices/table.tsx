import { useCollection } from "@cloudscape-design/collection-hooks";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import Pagination from "@cloudscape-design/components/pagination";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMemo } from "react";
import { count } from "../../format";
import { ListTable } from "../../layout/table/list-table";
import { compareBy, type Order } from "../../layout/table/order";
import { Refresh } from "../../layout/table/refresh";
import { usePreferences } from "../../layout/table/use-preferences";
import { columnsOf } from "./columns";
import { lookedThrough } from "./progress";
import { useOrdered } from "./use-ordered";
import { ROWS_AT_ONCE, type Search } from "./use-search";

interface Props {
  search: Search;
  order: Order | null;
  nameOf: (systemId: string) => string;
  total: number;
  /** A file is under way. */
  preparing: boolean;
  onOrder: (order: Order) => void;
  onDownload: () => void;
  onRefresh: () => void;
}

export function InvoicesTable(props: Props) {
  const { search, order, nameOf, onOrder } = props;
  const { rows, searching } = search;
  const columns = useMemo(() => columnsOf(nameOf), [nameOf]);
  const chosen = usePreferences("invoices", columns, 50);
  const compare = useMemo(() => compareBy(columns, order), [columns, order]);
  const { items, paginationProps, actions } = useCollection(useOrdered(rows, compare), {
    pagination: { pageSize: chosen.preferences.pageSize },
  });
  return (
    <ListTable
      variant="borderless"
      items={items}
      columns={columns}
      chosen={chosen}
      rows="invoices"
      order={order}
      onOrder={(changed) => {
        onOrder(changed);
        actions.setCurrentPage(1);
      }}
      loading={searching && rows.length === 0}
      loadingText="Looking for invoices"
      trackBy={({ system_id, id }) => `${system_id}.${id}`}
      header={<Found {...props} />}
      pagination={<Pagination {...paginationProps} />}
      empty={
        <Box variant="strong">
          {props.total > 0 ? "No invoice matches" : "No invoice was copied yet"}
        </Box>
      }
      ariaLabels={{ tableLabel: "Invoices" }}
    />
  );
}

function Found({ search, total, preparing, onDownload, onRefresh }: Props) {
  const { rows, lookedAt, searching, waiting } = search;
  return (
    <Header
      variant="h2"
      counter={`(${count(rows.length)}${searching || waiting ? "+" : ""})`}
      description={`${lookedThrough(lookedAt, total)}${searching ? " …" : "."}`}
      actions={
        <SpaceBetween direction="horizontal" size="xs" alignItems="center">
          <Refresh {...search} error={null} onRefresh={onRefresh} />
          {waiting && <More search={search} />}
          <Button
            className="no-print"
            iconName="download"
            disabled={preparing || rows.length === 0}
            onClick={onDownload}
          >
            Download CSV
          </Button>
        </SpaceBetween>
      }
    >
      Found
    </Header>
  );
}

function More({ search: { goOn } }: { search: Search }) {
  return (
    <>
      <Button onClick={() => goOn(ROWS_AT_ONCE)}>Show {count(ROWS_AT_ONCE)} more</Button>
      <Button onClick={() => goOn(Number.POSITIVE_INFINITY)}>Show all</Button>
    </>
  );
}
