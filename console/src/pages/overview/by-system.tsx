import Header from "@cloudscape-design/components/header";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import type { Revenue, System } from "../../api-types";
import { money, NONE } from "../../format";
import { SystemLink, SystemsLink } from "../../layout/links";
import { numeric } from "../../layout/number";
import { Secondary } from "../../layout/secondary";
import { change } from "../revenue/earlier";
import { BriefCompleteness } from "../systems/completeness";
import { LastSync } from "../systems/last-sync";
import { type Compared, type Figures, figuresOf } from "./figures";
import { type Names, namesOf } from "./names";
import type { Times } from "./time";

interface Props {
  systems: readonly System[];
  revenue: Revenue;
  times: Times;
}

interface Row {
  system: System;
  figures: Figures;
}

/** Each system: how its last sync ended, and what it brings. */
export function BySystem({ systems, revenue, times }: Props) {
  const rows = systems
    .map((system) => ({ system, figures: figuresOf(revenue, times, system.id) }))
    .sort((a, b) => Number(b.figures.twelve.now) - Number(a.figures.twelve.now));
  return (
    <Table
      items={rows}
      columnDefinitions={columnsOf(revenue.currency, namesOf(revenue, times))}
      trackBy={({ system }) => system.id}
      wrapLines
      stickyHeader
      empty="No accounting system yet."
      header={
        <Header variant="h2" counter={`(${systems.length})`}>
          By system
        </Header>
      }
      footer={<SystemsLink>All systems and their settings</SystemsLink>}
      ariaLabels={{ tableLabel: "By system" }}
    />
  );
}

const IN_A_MONTH = "in a month";
const IN_A_YEAR = "in a year";

function columnsOf(currency: string, names: Names): TableProps.ColumnDefinition<Row>[] {
  const column = (id: string, header: string, of: (figures: Figures) => Beside) =>
    numeric<Row>({
      id,
      header,
      cell: ({ system, figures }) => (
        <Amount {...of(figures)} system={system} currency={currency} />
      ),
      minWidth: 150,
    });
  const inAYear = ({ now, before }: Compared): Beside => ({ now, earlier: [[before, IN_A_YEAR]] });
  return [
    {
      id: "name",
      header: "System",
      cell: ({ system: { id, name } }) => <SystemLink id={id}>{name}</SystemLink>,
      isRowHeader: true,
      minWidth: 130,
    },
    column("month", names.month, ({ month, lastMonth }) => ({
      now: month.now,
      earlier: [
        [lastMonth, IN_A_MONTH],
        [month.before, IN_A_YEAR],
      ],
    })),
    column("year", names.year, ({ year }) => inAYear(year)),
    column("twelve", names.twelve, ({ twelve }) => inAYear(twelve)),
    column("run-rate", names.runRate, ({ runRate }) => ({ now: runRate, earlier: [] })),
    {
      id: "last_sync",
      header: "Last sync",
      cell: ({ system }) => (
        <>
          <LastSync system={system} />
          <BriefCompleteness system={system} />
        </>
      ),
      minWidth: 150,
    },
  ];
}

/** An amount, and earlier ones with the time since then. */
interface Beside {
  now: string;
  earlier: [before: string | null, time: string][];
}

interface AmountProps extends Beside {
  system: System;
  currency: string;
}

/** Of a system of which nothing came yet, nothing is known; of an incomplete one, no change. */
function Amount({ system, now, earlier, currency }: AmountProps) {
  if (!system.complete && system.invoices === 0) {
    return NONE;
  }
  return (
    <>
      {money(now, currency)}
      {earlier
        .filter(([before]) => system.complete && before !== null)
        .map(([before, time]) => (
          <Secondary key={time}>
            {change(now, before)} {time}
          </Secondary>
        ))}
    </>
  );
}
