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

export function SystemsTable({ list }: { list: Loaded<System[]> & Renewed }) {
  const { data, loading, error, reload } = list;
  const { canChange } = useSession();
  const chosen = usePreferences("systems", columns, 20);
  const { items, allPageItems, collectionProps, filterProps, paginationProps, actions, ...found } =
    useCollection(data ?? [], {
      filtering: {
        empty: error ? <Problem error={error} onRetry={reload} /> : <Empty />,
        noMatch: <NoMatch onClear={() => actions.setFiltering("")} />,
        fields: ["name", "description", "url"],
      },
      selection: { trackBy: "id" },
      pagination: { pageSize: chosen.preferences.pageSize },
      sorting: { defaultState: { sortingColumn: { sortingField: "name" } } },
    });

  const selected = selectedOf(items, collectionProps.selectedItems ?? []);

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
      trackBy="id"
      loading={loading}
      loadingText="Loading systems"
      header={
        <SystemsHeading
          list={list}
          selected={selected}
          found={allPageItems}
          filtered={filterProps.filteringText !== ""}
        />
      }
      filter={
        <TextFilter
          {...filterProps}
          filteringPlaceholder="Find systems"
          filteringAriaLabel="Find systems"
          countText={plural(found.filteredItemsCount ?? 0, "match", "matches")}
        />
      }
      pagination={<Pagination {...paginationProps} />}
      ariaLabels={LABELS}
    />
  );
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
