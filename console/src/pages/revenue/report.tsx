import { useCollection } from "@cloudscape-design/collection-hooks";
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { lazy, Suspense, useMemo } from "react";
import type { Revenue } from "../../api-types";
import { Caution } from "../../layout/caution";
import { Problem } from "../../layout/problem";
import { WarningList } from "../../layout/warning-list";
import { Waiting } from "../../session/waiting";
import { columnsOf, rowsOf } from "./columns";
import { caveat, namesOf } from "./doubts";
import { chartData } from "./series";
import { Sources } from "./sources";
import { Sums } from "./sums";
import { useRevenue } from "./use-revenue";
import { MEASURES, queryOf, type View } from "./view";

const Chart = lazy(() => import("./chart"));

interface Props {
  view: View;
  year: number | "all";
}

/** Sums, chart and table of one view. */
export function Report({ view, year }: Props) {
  const revenue = useRevenue(queryOf(view, year));
  const before = useRevenue(year === "all" ? null : queryOf(view, year, -1));
  if (revenue.error && !revenue.data) {
    return <Problem error={revenue.error} onRetry={revenue.reload} />;
  }
  if (!revenue.data || before.loading) {
    return <Waiting />;
  }
  return (
    <SpaceBetween size="l">
      {before.error && (
        <Problem error={before.error} onRetry={before.reload} title="No year to compare with" />
      )}
      <Shown view={view} year={year} revenue={revenue.data} before={before.data} />
    </SpaceBetween>
  );
}

interface ShownProps extends Props {
  revenue: Revenue;
  before: Revenue | undefined;
}

function Shown(shown: ShownProps) {
  const { view, year, revenue, before } = shown;
  const nameOf = useMemo(() => namesOf(revenue.systems), [revenue.systems]);
  const doubtful = caveat(revenue.systems);
  const compared = before !== undefined && before.rows.length > 0;
  const data = useMemo(
    () => chartData({ view, year, revenue, before: compared ? before : undefined, nameOf }),
    [view, year, revenue, before, compared, nameOf],
  );
  const rows = useMemo(() => rowsOf(revenue, before, view), [revenue, before, view]);
  const { items, collectionProps } = useCollection(rows, { sorting: {} });
  const title = `${MEASURES[view.measure]} revenue by ${view.by}`;

  return (
    <SpaceBetween size="l">
      <WarningList texts={revenue.warnings} />
      <Container header={<Header variant="h2">{year === "all" ? "All years" : year}</Header>}>
        <SpaceBetween size="l">
          <Sums {...shown} />
          <Sources sources={revenue.systems} />
        </SpaceBetween>
      </Container>
      <Container
        header={
          <Header
            variant="h2"
            description={
              <>
                {doubtful && <Caution>{doubtful}</Caution>}{" "}
                {compared && year !== "all" && beside(view, year - 1)}
              </>
            }
          >
            {title}
          </Header>
        }
      >
        <Suspense fallback={<Waiting />}>
          <Chart
            {...data}
            currency={revenue.currency}
            stacked={view.split === "systems"}
            height={300}
            label={title}
          />
        </Suspense>
      </Container>
      <Table
        {...collectionProps}
        items={items}
        columnDefinitions={columnsOf(revenue, view, compared, nameOf)}
        trackBy="period"
        header={
          <Header variant="h2" description={doubtful && <Caution>{doubtful}</Caution>}>
            Periods
          </Header>
        }
        empty={<Box variant="strong">No revenue in this time</Box>}
        stickyColumns={{ first: 1 }}
        ariaLabels={{ tableLabel: title }}
      />
    </SpaceBetween>
  );
}

const beside = (view: View, year: number) =>
  view.split === "systems" ? `The line is ${year}.` : `Beside ${year}.`;
