import { useCollection } from "@cloudscape-design/collection-hooks";
import Pagination from "@cloudscape-design/components/pagination";
import SpaceBetween from "@cloudscape-design/components/space-between";
import TextFilter from "@cloudscape-design/components/text-filter";
import type { System } from "../../api-types";
import { plural } from "../../format";
import { Info } from "../../layout/info";
import { TableHeading } from "../../layout/page";
import { Problem } from "../../layout/problem";
import { ListTable } from "../../layout/table/list-table";
import { Refresh } from "../../layout/table/refresh";
import { usePreferences } from "../../layout/table/use-preferences";
import type { Loaded, Renewed } from "../../loaded";
import { useSession } from "../../session/session";
import { columns } from "./columns";
import { CreateButton } from "./create-button";
import { Empty, NoMatch } from "./empty";
import { HELP } from "./help";

export function SystemsTable({ list }: { list: Loaded<System[]> & Renewed }) {
  const { data, loading, error, reload } = list;
  const { canChange } = useSession();
  const chosen = usePreferences("systems", columns, 20);
  const { items, collectionProps, filterProps, paginationProps, filteredItemsCount, actions } =
    useCollection(data ?? [], {
      filtering: {
        empty: error ? <Problem error={error} onRetry={reload} /> : <Empty />,
        noMatch: <NoMatch onClear={() => actions.setFiltering("")} />,
        fields: ["name", "description", "url"],
      },
      pagination: { pageSize: chosen.preferences.pageSize },
      sorting: { defaultState: { sortingColumn: { sortingField: "name" } } },
    });

  return (
    <ListTable
      {...collectionProps}
      variant="full-page"
      items={items}
      columns={columns}
      chosen={chosen}
      rows="systems"
      trackBy="id"
      loading={loading}
      loadingText="Loading systems"
      header={
        <TableHeading
          counter={data ? `(${data.length})` : ""}
          info={<Info topic={HELP} />}
          description="WHMCS installations whose revenue is reported here."
          actions={
            <SpaceBetween direction="horizontal" size="xs" alignItems="center">
              <Refresh {...list} error={data ? error : null} onRefresh={reload} />
              {canChange && <CreateButton primary />}
            </SpaceBetween>
          }
        >
          Accounting systems
        </TableHeading>
      }
      filter={
        <TextFilter
          {...filterProps}
          filteringPlaceholder="Find systems"
          filteringAriaLabel="Find systems"
          countText={plural(filteredItemsCount ?? 0, "match", "matches")}
        />
      }
      pagination={<Pagination {...paginationProps} />}
      ariaLabels={{ tableLabel: "Accounting systems" }}
    />
  );
}
