import Box from "@cloudscape-design/components/box";
import Popover from "@cloudscape-design/components/popover";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { System } from "../../api-types";
import { count, money, NONE, plural } from "../../format";
import { SystemLink } from "../../layout/links";
import { Secondary } from "../../layout/secondary";
import type { ListColumn } from "../../layout/table/columns";
import { Warning } from "../../layout/warning-list";
import { BriefCompleteness } from "./completeness";
import { LastSync } from "./last-sync";
import { NextSync } from "./next-sync";

export const KINDS: Record<System["kind"], string> = { whmcs: "WHMCS" };

const number = (text: string) => Number(text);

/** The most important ones first, for where there is no room for all of them. */
export const columns: ListColumn<System>[] = [
  {
    id: "name",
    header: "Name",
    cell: (system) => (
      <>
        <SystemLink id={system.id}>{system.name}</SystemLink>
        {system.description && <Secondary>{system.description}</Secondary>}
      </>
    ),
    sortingComparator: (a, b) => a.name.localeCompare(b.name),
    isRowHeader: true,
    width: 165,
    minWidth: 110,
  },
  {
    id: "last_sync",
    header: "Last sync",
    cell: (system) => (
      <>
        <LastSync system={system} />
        <BriefCompleteness system={system} />
        <Warnings system={system} />
      </>
    ),
    sortingComparator: (a, b) => lastSynced(a).localeCompare(lastSynced(b)),
    width: 175,
    minWidth: 130,
  },
  {
    id: "gross",
    header: "Gross",
    cell: (system) => <Amount system={system} amount={system.gross} />,
    sortingComparator: (a, b) => number(a.gross) - number(b.gross),
    numbers: true,
    width: 140,
    minWidth: 90,
  },
  {
    id: "net",
    header: "Net",
    cell: (system) => <Amount system={system} amount={system.net} />,
    sortingComparator: (a, b) => number(a.net) - number(b.net),
    numbers: true,
    width: 140,
    minWidth: 90,
  },
  {
    id: "invoices",
    header: "Invoices",
    cell: (system) => count(system.invoices),
    sortingComparator: (a, b) => a.invoices - b.invoices,
    numbers: true,
    width: 118,
    minWidth: 80,
  },
  {
    id: "exchange_rate",
    header: "Exchange rate",
    cell: (system) => (
      <>
        {system.exchange_rate}
        {system.rates.length > 0 && ` (+${system.rates.length})`}
      </>
    ),
    sortingComparator: (a, b) => number(a.exchange_rate) - number(b.exchange_rate),
    numbers: true,
    width: 130,
    minWidth: 80,
  },
  {
    id: "kind",
    header: "Type",
    cell: (system) => KINDS[system.kind],
    sortingComparator: (a, b) => a.kind.localeCompare(b.kind),
    // All are of one kind so far.
    hidden: true,
    width: 95,
    minWidth: 70,
  },
  {
    id: "auto_sync",
    header: "Automatic sync",
    cell: (system) => <NextSync system={system} />,
    sortingComparator: (a, b) => nextTime(a).localeCompare(nextTime(b)),
    width: 145,
    minWidth: 110,
  },
];

export const warningsOf = ({ warnings, unreadable }: System) =>
  unreadable.length > 0
    ? [`${plural(unreadable.length, "unreadable invoice")} left out of the revenue.`, ...warnings]
    : warnings;

const nextTime = (system: System) => system.next_sync_at ?? "9999";
const lastSynced = (system: System) => system.last_sync?.started_at ?? "";

/** A system of which nothing came yet has no revenue of 0; nothing is known of it. */
export function Amount({ system, amount }: { system: System; amount: string }) {
  if (system.complete) {
    return money(amount, system.currency);
  }
  return (
    <>
      {system.invoices > 0 ? money(amount, system.currency) : NONE}
      <Box color="text-status-warning" fontSize="body-s">
        incomplete
      </Box>
    </>
  );
}

function Warnings({ system }: { system: System }) {
  const texts = warningsOf(system);
  if (texts.length === 0) {
    return null;
  }
  return (
    <Popover
      header="Warnings"
      content={texts.map((text) => (
        <Box key={text}>
          <Warning text={text} systems={[system]} />
        </Box>
      ))}
    >
      <StatusIndicator type="warning">
        {texts.length === 1 ? "1 warning" : `${texts.length} warnings`}
      </StatusIndicator>
    </Popover>
  );
}
