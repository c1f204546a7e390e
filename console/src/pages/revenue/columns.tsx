import Box from "@cloudscape-design/components/box";
import type { TableProps } from "@cloudscape-design/components/table";
import type { Revenue, RevenueRow } from "../../api-types";
import { count, money, NONE, periodName, span } from "../../format";
import { PageLink } from "../../layout/links";
import { numeric } from "../../layout/number";
import { Secondary } from "../../layout/secondary";
import type { Behind } from "./behind";
import { change, earlierAmount } from "./earlier";
import { partColumns } from "./part-columns";
import { MEASURES, type Measure, type View } from "./view";

export interface Row extends RevenueRow {
  name: string;
  before: string | null;
}

/** Rows of the table, latest first, each with the same days of the year before. */
export const rowsOf = ({ rows }: Revenue, { by, measure }: View): Row[] =>
  rows
    .map((row) => ({
      ...row,
      name: periodName(row.period, by),
      before: earlierAmount(row, measure),
    }))
    .toReversed();

/** What stands below them, however they are sorted. */
export const totalOf = ({ total }: Revenue, { measure }: View): Row => ({
  ...total,
  period: TOTAL,
  name: "Total",
  previous_period: null,
  before: earlierAmount(total, measure),
});

export const TOTAL = "total";

const AMOUNTS: [Amount, string][] = [
  ["net", "Net"],
  ["tax", "Tax"],
  ["gross", "Gross"],
  ["credit", "Credit"],
  ["collected", "Collected"],
];

interface Options {
  /** Whether there is anything of the year before. */
  compared: boolean;
  /** Whether all invoices are in: a change from what is incomplete says nothing. */
  comparable: boolean;
  nameOf: (id: string) => string;
  /** Where the invoices behind a row are listed; null: not behind this one. */
  behind: (row: Row) => Behind | null;
}

export type Column = TableProps.ColumnDefinition<Row>;

export function columnsOf(revenue: Revenue, view: View, options: Options): Column[] {
  const { compared, comparable, nameOf } = options;
  const amount = (text: string) => money(text, revenue.currency);
  const { measure } = view;
  const average = `average_${averaged(measure)}` as const;
  const figureOf = (id: Amount, header: string): Column => ({
    id,
    header,
    cell: (row) => amount(row[id]),
    sortingComparator: (a, b) => Number(a[id]) - Number(b[id]),
  });
  const others = AMOUNTS.filter(([id]) => id !== measure);
  // What is compared and what was asked for come first, so that a narrow screen shows them.
  const figures: Column[] = [
    {
      id: "count",
      header: "Invoices",
      cell: (row) => count(row.count),
      sortingComparator: (a, b) => a.count - b.count,
    },
    figureOf(measure, MEASURES[measure]),
    ...(compared
      ? [
          {
            id: "before",
            header: "A year before",
            cell: (row: Row) => <Before row={row} amount={amount} />,
          },
          {
            id: "change",
            header: "Change",
            cell: (row: Row) => (comparable ? change(row[measure], row.before) : NONE),
          },
        ]
      : []),
    ...partColumns(revenue, view, nameOf),
    ...others.map(([id, header]) => figureOf(id, header)),
    figureOf(average, `Average ${averaged(measure)}`),
  ];
  return [periodColumn(options), ...figures.map(numeric)].map(boldTotal);
}

const periodColumn = ({ behind }: Options): Column => ({
  id: "period",
  header: "Period",
  cell: (row) => <Period row={row} behind={behind(row)} />,
  isRowHeader: true,
  sortingField: "period",
});

/** Leads to the invoices that its figures are made of. */
function Period({ row, behind }: { row: Row; behind: Behind | null }) {
  const { name, so_far, period } = row;
  return (
    <>
      {behind ? <PageLink href={behind.counted}>{name}</PageLink> : name}
      {so_far && period !== TOTAL && <Secondary>so far</Secondary>}
      {behind?.subtracted && (
        <Secondary>
          <PageLink href={behind.subtracted}>less refunds</PageLink>
        </Secondary>
      )}
    </>
  );
}

interface BeforeProps {
  row: Row;
  amount: (text: string) => string;
}

/** Of a period that still runs, with the days that are compared. */
function Before({ row: { before, so_far, previous_year: earlier }, amount }: BeforeProps) {
  if (before === null) {
    return NONE;
  }
  return (
    <>
      {amount(before)}
      {so_far && earlier && <Secondary>{span(earlier.from, earlier.to)}</Secondary>}
    </>
  );
}

const boldTotal = (column: Column): Column => ({
  ...column,
  cell: (row) =>
    row.period === TOTAL ? <Box variant="strong">{column.cell(row)}</Box> : column.cell(row),
});

type Amount = Measure | "tax" | "credit" | "average_net" | "average_gross";

/** The API has no average of what was collected. */
export const averaged = (measure: Measure) => (measure === "net" ? "net" : "gross");
