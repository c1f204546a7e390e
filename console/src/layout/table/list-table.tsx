import Table, { type TableProps } from "@cloudscape-design/components/table";
import { useMemo } from "react";
import { drawn, type ListColumn } from "./columns";
import { PreferencesButton } from "./preferences-button";
import type { Chosen } from "./use-preferences";

interface Props<T> extends Omit<TableProps<T>, "columnDefinitions" | "preferences"> {
  columns: readonly ListColumn<T>[];
  chosen: Chosen;
  /** In words, of many: "invoices". */
  rows: string;
}

/** The console's lists: a heading that stays, columns that are dragged, and what each person prefers. */
export function ListTable<T>({ columns, chosen, rows, ...table }: Props<T>) {
  const { preferences, change } = chosen;
  const { widths } = preferences;
  const definitions = useMemo(() => drawn(columns, widths), [columns, widths]);
  return (
    <Table
      {...table}
      columnDefinitions={definitions}
      columnDisplay={preferences.columns}
      wrapLines={preferences.wrapLines}
      stripedRows={preferences.stripedRows}
      contentDensity={preferences.contentDensity}
      resizableColumns
      onColumnWidthsChange={({ detail }) =>
        change({ widths: widthsOf(columns, detail.widths, widths) })
      }
      stickyHeader
      stickyColumns={{ first: 1 }}
      enableKeyboardNavigation
      preferences={<PreferencesButton {...chosen} rows={rows} columns={columns} />}
    />
  );
}

/** The event has all columns; those that nobody has touched follow the console's own widths. */
function widthsOf<T>(
  columns: readonly ListColumn<T>[],
  now: readonly number[],
  before: Readonly<Record<string, number>>,
): Record<string, number> {
  const changed = columns.flatMap(({ id, width }, index) => {
    const size = now[index];
    return size !== undefined && size !== (before[id] ?? width) ? [[id, Math.round(size)]] : [];
  });
  return { ...before, ...Object.fromEntries(changed) };
}
