import type { TableProps } from "@cloudscape-design/components/table";
import type { ReactNode } from "react";

/** Digits of equal width at the end of their cell, so that columns of them line up. */
const number = (content: ReactNode) => <span className="number">{content}</span>;

/** A column of numbers, with its heading above them. */
export const numeric = <T,>(column: TableProps.ColumnDefinition<T>) => ({
  ...column,
  header: number(column.header),
  cell: (item: T) => number(column.cell(item)),
});
