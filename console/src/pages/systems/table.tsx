import { useCollection } from "@cloudscape-design/collection-hooks";
import Pagination from "@cloudscape-design/components/pagination";
import type { TableProps } from "@cloudscape-design/components/table";
import TextFilter from "@cloudscape-design/components/text-filter";
import type { System } from "../../api-types";
import { plural } from "../../format";
import { Problem } from "../../layout/problem";
import { ListTable } from "../../layout/table/list-table";
import { usePreferences } from "../../layout/table/use-preferences";
import type { Loaded, Renewed } from "../../loaded";
import { useSession } from "../../session/session";
import { canBeStarted } from "./choices";
import { columns } from "./columns";
import { Empty, NoMatch } from "./empty";
import { SystemsHeading } from "./heading";
import { useFound } from "./use-found";

export function SystemsTable({ list }: { list: Loaded<System[]> & Renewed }) {
  const { data, loading } = list;
  const { canChange } = useSession();
  const chosen = usePreferences("systems", columns, 20);
  const found = useFound(data);
  const { items, collectionProps, paginationProps, actions } = useCollection(found.systems, {
    selection: { trackBy: "id" },
    pagination: { pageSize: chosen.preferences.pageSize },
  });
  const selected = selectedOf(items, collectionProps.selectedItems ?? []);
  const find = (text: string) => {
    found.find(text);
    actions.setCurrentPage(1);
  };
  return (
    <ListTable
      {...collectionProps}
      {...(canChange && SELECTION)}
      selectedItems={selected}
      variant="full-page"
      items={items}
      columns={columns}
      chosen={chosen}
      rows="systems"
      order={found.order}
      onOrder={found.sort}
      trackBy="id"
      loading={loading}
      loadingText="Loading systems"
      empty={data?.length ? <NoMatch onClear={() => find("")} /> : <Nothing list={list} />}
      header={
        <SystemsHeading
          list={list}
          selected={selected}
          found={found.systems}
          filtered={found.text !== ""}
        />
      }
      filter={
        <TextFilter
          filteringText={found.text}
          onChange={({ detail }) => find(detail.filteringText)}
          filteringPlaceholder="Find systems"
          filteringAriaLabel="Find systems"
          countText={plural(found.systems.length, "match", "matches")}
        />
      }
      pagination={<Pagination {...paginationProps} />}
      ariaLabels={LABELS}
    />
  );
}

function Nothing({ list: { error, reload } }: { list: Loaded<System[]> }) {
  return error ? <Problem error={error} onRetry={reload} /> : <Empty />;
}

const SELECTION = {
  selectionType: "multi",
  isItemDisabled: (system: System) => !canBeStarted(system),
} as const;

const LABELS: TableProps.AriaLabels<System> = {
  tableLabel: "Accounting systems",
  selectionGroupLabel: "Selection of systems",
  allItemsSelectionLabel: () => "Select all systems of this page",
  itemSelectionLabel: (_, { name }) => `Select ${name}`,
};

/** As they are now, without one that has come to be deleted. */
const selectedOf = (items: readonly System[], selected: readonly System[]) =>
  items.filter((item) => canBeStarted(item) && selected.some(({ id }) => id === item.id));
