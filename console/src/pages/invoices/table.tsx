import { useCollection } from "@cloudscape-design/collection-hooks";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import Pagination from "@cloudscape-design/components/pagination";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { useMemo } from "react";
import { count } from "../../format";
import { columnsOf } from "./columns";
import { lookedThrough } from "./progress";
import { ROWS_AT_ONCE, type Search } from "./use-search";

const ROWS_A_PAGE = 50;

interface Props {
  search: Search;
  nameOf: (systemId: string) => string;
  total: number;
  /** A file is under way. */
  preparing: boolean;
  onDownload: () => void;
}

export function InvoicesTable({ search, nameOf, total, preparing, onDownload }: Props) {
  const { rows, lookedAt, searching, waiting } = search;
  const { items, collectionProps, paginationProps } = useCollection(rows, {
    sorting: {},
    pagination: { pageSize: ROWS_A_PAGE },
  });
  const columns = useMemo(() => columnsOf(nameOf), [nameOf]);
  return (
    <Table
      {...collectionProps}
      items={items}
      loading={searching && rows.length === 0}
      loadingText="Looking for invoices"
      columnDefinitions={columns}
      trackBy={({ system_id, id }) => `${system_id}.${id}`}
      header={
        <Header
          variant="h2"
          counter={`(${count(rows.length)}${searching || waiting ? "+" : ""})`}
          description={`${lookedThrough(lookedAt, total)}${searching ? " …" : "."}`}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
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
      }
      pagination={<Pagination {...paginationProps} />}
      empty={<Box variant="strong">No invoice matches</Box>}
      stickyColumns={{ first: 1 }}
      ariaLabels={{ tableLabel: "Invoices" }}
    />
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
