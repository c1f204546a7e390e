import Box from "@cloudscape-design/components/box";
import Popover from "@cloudscape-design/components/popover";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { TableProps } from "@cloudscape-design/components/table";
import type { ReactNode } from "react";
import type { System } from "../../api-types";
import { count, money, plural } from "../../format";
import { SystemLink } from "../../layout/links";
import { BriefCompleteness } from "./completeness";
import { LastSync } from "./last-sync";
import { NextSync } from "./next-sync";

const number = (text: string) => Number(text);

export const KINDS: Record<System["kind"], string> = { whmcs: "WHMCS" };

export const columns: TableProps.ColumnDefinition<System>[] = [
  {
    id: "name",
    header: "Name",
    cell: (system) => (
      <>
        <SystemLink id={system.id}>{system.name}</SystemLink>
        {system.description && (
          <Box color="text-body-secondary" fontSize="body-s">
            {system.description}
          </Box>
        )}
      </>
    ),
    sortingField: "name",
    isRowHeader: true,
    minWidth: 130,
  },
  { id: "kind", header: "Type", cell: (system) => KINDS[system.kind] },
  {
    id: "auto_sync",
    header: "Automatic sync",
    cell: (system) => <NextSync system={system} />,
    sortingComparator: (a, b) => nextTime(a).localeCompare(nextTime(b)),
    minWidth: 150,
  },
  {
    id: "invoices",
    header: "Invoices",
    cell: (system) => <Figure>{count(system.invoices)}</Figure>,
    sortingComparator: (a, b) => a.invoices - b.invoices,
  },
  {
    id: "exchange_rate",
    header: "Exchange rate",
    cell: (system) => (
      <Figure>
        {system.exchange_rate}
        {system.rates.length > 0 && ` (+${system.rates.length})`}
      </Figure>
    ),
    sortingComparator: (a, b) => number(a.exchange_rate) - number(b.exchange_rate),
  },
  {
    id: "net",
    header: "Net",
    cell: (system) => <Figure>{money(system.net, system.currency)}</Figure>,
    sortingComparator: (a, b) => number(a.net) - number(b.net),
  },
  {
    id: "gross",
    header: "Gross",
    cell: (system) => <Figure>{money(system.gross, system.currency)}</Figure>,
    sortingComparator: (a, b) => number(a.gross) - number(b.gross),
  },
  {
    id: "last_sync",
    header: "Last sync",
    cell: (system) => (
      <>
        <LastSync system={system} />
        <BriefCompleteness system={system} />
        <Warnings texts={warningsOf(system)} />
      </>
    ),
    sortingComparator: (a, b) => lastSynced(a).localeCompare(lastSynced(b)),
    minWidth: 150,
  },
];

export const warningsOf = ({ warnings, unreadable }: System) =>
  unreadable.length > 0
    ? [`${plural(unreadable.length, "unreadable invoice")} left out of the revenue.`, ...warnings]
    : warnings;

const nextTime = (system: System) => system.next_sync_at ?? "9999";
const lastSynced = (system: System) => system.last_sync?.started_at ?? "";

function Figure({ children }: { children: ReactNode }) {
  return <span className="number">{children}</span>;
}

function Warnings({ texts }: { texts: readonly string[] }) {
  if (texts.length === 0) {
    return null;
  }
  return (
    <Popover header="Warnings" content={texts.map((text) => <Box key={text}>{text}</Box>)}>
      <StatusIndicator type="warning">
        {texts.length === 1 ? "1 warning" : `${texts.length} warnings`}
      </StatusIndicator>
    </Popover>
  );
}
