import type { TableProps } from "@cloudscape-design/components/table";
import { numeric } from "../number";

/** A column of a list, with all that its preferences need of it. */
export interface ListColumn<T> extends TableProps.ColumnDefinition<T> {
  id: string;
  header: string;
  /** Pixels, until somebody drags its edge; the last column takes what is left of the line. */
  width: number;
  minWidth: number;
  numbers?: boolean;
  /** Until somebody wants to see it. */
  hidden?: boolean;
}

/** As the table draws them, each as wide as it was left. */
export const drawn = <T>(
  columns: readonly ListColumn<T>[],
  widths: Readonly<Record<string, number>>,
): TableProps.ColumnDefinition<T>[] =>
  columns.map(({ numbers, hidden, ...column }) => {
    const sized = { ...column, width: widths[column.id] ?? column.width };
    return numbers ? numeric<T>(sized) : sized;
  });

/** All of them, as wide as what they hold, for a table without preferences. */
export const plain = <T>(columns: readonly ListColumn<T>[]): TableProps.ColumnDefinition<T>[] =>
  columns.map(({ numbers, hidden, width, minWidth, ...column }) =>
    numbers ? numeric<T>(column) : column,
  );
