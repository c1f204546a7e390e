import type { TableProps } from "@cloudscape-design/components/table";
import type { ReactNode } from "react";
import type { Revenue, RevenueRow } from "../../api-types";
import { count, money, NONE } from "../../format";
import { yearBefore } from "./periods";
import { systemsIn } from "./series";
import type { Measure, View } from "./view";

export interface Row extends RevenueRow {
  before: string | null;
}

/** Rows of the table, latest first, each with the same period of the year before. */
export function rowsOf(revenue: Revenue, before: Revenue | undefined, view: View): Row[] {
  const earlier = new Map(before?.rows.map((row) => [row.period, row[view.measure]]));
  return revenue.rows
    .map((row) => ({ ...row, before: earlier.get(yearBefore(row.period)) ?? null }))
    .toReversed();
}

export function columnsOf(
  revenue: Revenue,
  view: View,
  compared: boolean,
  nameOf: (id: string) => string,
): TableProps.ColumnDefinition<Row>[] {
  const amount = (text: string) => figure(money(text, revenue.currency));
  const { measure } = view;
  const average = `average_${averaged(measure)}` as const;
  const systems = view.split === "systems" ? systemsIn(revenue) : [];
  return [
    {
      id: "period",
      header: "Period",
      cell: (row) => row.period,
      isRowHeader: true,
      sortingField: "period",
    },
    {
      id: "count",
      header: "Invoices",
      cell: (row) => figure(count(row.count)),
      sortingComparator: (a, b) => a.count - b.count,
    },
    { id: "net", header: "Net", cell: (row) => amount(row.net), ...sorted("net") },
    { id: "tax", header: "Tax", cell: (row) => amount(row.tax), ...sorted("tax") },
    { id: "gross", header: "Gross", cell: (row) => amount(row.gross), ...sorted("gross") },
    { id: "credit", header: "Credit", cell: (row) => amount(row.credit), ...sorted("credit") },
    {
      id: "collected",
      header: "Collected",
      cell: (row) => amount(row.collected),
      ...sorted("collected"),
    },
    {
      id: "average",
      header: `Average ${averaged(measure)}`,
      cell: (row) => amount(row[average]),
      ...sorted(average),
    },
    ...(compared
      ? [
          {
            id: "before",
            header: `A year before (${measure})`,
            cell: (row: Row) => (row.before === null ? NONE : amount(row.before)),
          },
          {
            id: "change",
            header: "Change",
            cell: (row: Row) => figure(change(row[measure], row.before)),
          },
        ]
      : []),
    ...(systems.length > 1
      ? systems.map((id) => ({
          id: `system-${id}`,
          header: `${nameOf(id)} (${measure})`,
          cell: (row: Row) => (row.by_system[id] ? amount(row.by_system[id][measure]) : NONE),
        }))
      : []),
  ];
}

type Amount = Measure | "tax" | "credit" | "average_net" | "average_gross";

/** The API has no average of what was collected. */
export const averaged = (measure: Measure) => (measure === "net" ? "net" : "gross");

const sorted = (name: Amount) => ({
  sortingComparator: (a: Row, b: Row) => Number(a[name]) - Number(b[name]),
});

const figure = (content: ReactNode) => <span className="number">{content}</span>;

const percent = new Intl.NumberFormat(undefined, {
  style: "percent",
  maximumFractionDigits: 1,
  signDisplay: "exceptZero",
});

export function change(now: string, before: string | null): string {
  const base = Number(before);
  return base > 0 ? percent.format((Number(now) - base) / base) : NONE;
}
