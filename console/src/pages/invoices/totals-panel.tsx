import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import type { System } from "../../api-types";
import { count, moneyOf, plural } from "../../format";
import { Caution } from "../../layout/caution";
import { numeric } from "../../layout/number";
import { briefOf } from "../revenue/doubts";
import { Trust } from "../revenue/trust";
import { AsRevenue } from "./as-revenue";
import { type Sums, type Total, totalsOf } from "./totals";
import type { Wanted } from "./wanted";

const AMOUNTS = [
  ["net", "Net"],
  ["tax", "Tax"],
  ["gross", "Gross"],
  ["credit", "Credit"],
  ["collected", "Gross less credit"],
] as const;

const COLUMNS: TableProps.ColumnDefinition<Total>[] = [
  { id: "currency", header: "Currency", cell: ({ currency }) => currency, isRowHeader: true },
  numeric({ id: "count", header: "Invoices", cell: (total: Total) => count(total.count) }),
  ...AMOUNTS.map(([id, header]) =>
    numeric({ id, header, cell: (total: Total) => moneyOf(total.currency, total[id]) }),
  ),
];

interface Props {
  wanted: Wanted;
  systems: readonly System[];
  sums: Sums;
  rows: number;
  /** Of these, those that are in no sum. */
  unreadable: number;
  /** Whether these are all that match. */
  all: boolean;
}

/** What the invoices found add up to, exactly, in their own currencies. */
export function TotalsPanel({ wanted, systems, sums, rows, unreadable, all }: Props) {
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={<Trust sources={systems.map(briefOf)} more={all ? "" : SO_FAR(rows)} />}
        >
          {all ? "Totals" : "Totals so far"}
        </Header>
      }
    >
      <SpaceBetween size="s">
        <Table
          variant="embedded"
          contentDensity="compact"
          items={totalsOf(sums)}
          columnDefinitions={COLUMNS}
          trackBy="currency"
          empty={<Box color="text-body-secondary">Nothing to add up.</Box>}
          ariaLabels={{ tableLabel: "Totals by currency" }}
        />
        {unreadable > 0 && (
          <Caution>
            {unreadable === 1
              ? "1 unreadable invoice is in none of these totals."
              : `${count(unreadable)} unreadable invoices are in none of these totals.`}
          </Caution>
        )}
        <AsRevenue wanted={wanted} />
      </SpaceBetween>
    </Container>
  );
}

const SO_FAR = (rows: number) => `Of the first ${plural(rows, "invoice")} found.`;
