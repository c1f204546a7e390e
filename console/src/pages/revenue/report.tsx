import { useCollection } from "@cloudscape-design/collection-hooks";
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Pagination from "@cloudscape-design/components/pagination";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { Suspense, useMemo } from "react";
import type { Revenue } from "../../api-types";
import { periodName } from "../../format";
import { lazyPage } from "../../layout/lazy-page";
import { Problem } from "../../layout/problem";
import { WarningList } from "../../layout/warning-list";
import { Waiting } from "../../session/waiting";
import { behind, behindPeriod } from "./behind";
import { columnsOf, type Row, rowsOf, TOTAL, totalOf } from "./columns";
import { type Days, daysName, isoDay } from "./days";
import { namesOf } from "./doubts";
import { earlierName } from "./earlier";
import { periodOf } from "./periods";
import { type ChartData, chartData } from "./series";
import { Sources } from "./sources";
import { summed } from "./summed";
import { Sums } from "./sums";
import { Trust } from "./trust";
import { useCurrencyColors, useSystemColors } from "./use-colors";
import { useRevenue } from "./use-revenue";
import { lengthName, MEASURES, queryOf, type View } from "./view";

const Chart = lazyPage(() => import("./chart"));
const ROWS_A_PAGE = 31;

interface Props {
  view: View;
  days: Days | null;
}

/** Sums, chart and table of one view. */
export function Report({ view, days }: Props) {
  const { data, error, reload } = useRevenue(queryOf(view, days));
  const Colored = view.split === "currencies" ? ByCurrency : BySystem;
  if (error && !data) {
    return <Problem error={error} onRetry={reload} />;
  }
  return data ? <Colored view={view} days={days} revenue={data} /> : <Waiting />;
}

interface Reported extends Props {
  revenue: Revenue;
}

function BySystem(reported: Reported) {
  const colorOf = useSystemColors();
  const nameOf = useMemo(() => namesOf(reported.revenue.systems), [reported.revenue.systems]);
  return colorOf ? <Shown {...reported} {...{ colorOf, nameOf }} /> : <Waiting />;
}

const CODE = (code: string) => code;

function ByCurrency(reported: Reported) {
  const colorOf = useCurrencyColors(reported.view);
  return colorOf ? <Shown {...reported} colorOf={colorOf} nameOf={CODE} /> : <Waiting />;
}

interface ShownProps extends Reported {
  colorOf: (id: string) => string;
  /** Of the systems or currencies that the chart is divided into. */
  nameOf: (id: string) => string;
}

function Shown(shown: ShownProps) {
  const { view, days, revenue } = shown;
  const soFar = days !== null && revenue.total.so_far;
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header variant="h2" description={summed(view, namesIn(revenue))}>
            {daysName(days, view.yearStart)}
            {soFar && " so far"}
          </Header>
        }
      >
        <SpaceBetween size="m">
          <Sums {...shown} />
          <Sources sources={revenue.systems} />
          <WarningList texts={revenue.warnings} systems={revenue.systems} inline />
        </SpaceBetween>
      </Container>
      <Drawn {...shown} />
      <Periods {...shown} />
    </SpaceBetween>
  );
}

const namesIn = ({ systems }: Revenue) => {
  const names = new Map(systems.map(({ id, name }) => [id, name]));
  return (id: string) => names.get(id) ?? id;
};

const titleOf = (view: View) =>
  `${MEASURES[view.measure]} revenue by ${lengthName(view.by, view.yearStart)}`;

function Drawn(shown: ShownProps) {
  const { view, days, revenue, nameOf, colorOf } = shown;
  const data = useMemo(
    () => chartData({ view, days, revenue, nameOf, colorOf }),
    [view, days, revenue, nameOf, colorOf],
  );
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={<Trust sources={revenue.systems} more={beside(data, shown)} />}
        >
          {titleOf(view)}
        </Header>
      }
    >
      {revenue.rows.length === 0 ? (
        <Nothing {...{ view, days }} />
      ) : (
        <Suspense fallback={<Waiting />}>
          <Chart
            {...data}
            currency={revenue.currency}
            stacked={view.split !== "total"}
            height={300}
            label={titleOf(view)}
            nameOf={(day) => periodName(periodOf(isoDay(day), view.by, view.yearStart), view.by)}
            invoicesOf={(period) => behindPeriod(view, days, period).counted}
          />
        </Suspense>
      )}
    </Container>
  );
}

function Periods({ view, days, revenue }: Reported) {
  const rows = useMemo(() => rowsOf(revenue, view), [revenue, view]);
  const { items, collectionProps, paginationProps } = useCollection(rows, {
    sorting: {},
    pagination: { pageSize: ROWS_A_PAGE },
  });
  const options = {
    compared: rows.some(({ before }) => before !== null),
    comparable: revenue.systems.every(({ complete }) => complete),
    nameOf: namesOf(revenue.systems),
    behind: ({ period }: Row) =>
      period === TOTAL ? days && behind(view, days) : behindPeriod(view, days, period),
  };
  return (
    <Table
      {...collectionProps}
      items={rows.length > 1 ? [...items, totalOf(revenue, view)] : items}
      columnDefinitions={columnsOf(revenue, view, options)}
      trackBy="period"
      header={<Header variant="h2">Periods</Header>}
      pagination={rows.length > ROWS_A_PAGE && <Pagination {...paginationProps} />}
      empty={<Nothing {...{ view, days }} />}
      stickyColumns={{ first: 1 }}
      ariaLabels={{ tableLabel: titleOf(view) }}
    />
  );
}

const Nothing = ({ view, days }: Props) => (
  <Box textAlign="center" padding="m">
    <Box variant="strong">No revenue in {days ? daysName(days, view.yearStart) : "any year"}</Box>
  </Box>
);

function beside({ compared, kind, left }: ChartData, { view, revenue }: ShownProps): string {
  const before = `${earlierName(revenue, view.yearStart)}${revenue.total.so_far ? " to the same day" : ""}`;
  const line = kind === "lines" || view.split !== "total" ? "The grey line is" : "Beside";
  return [
    compared ? `${line} ${before}.` : "",
    left > 0 ? `${left} earlier periods are in the table only.` : "",
  ].join(" ");
}
