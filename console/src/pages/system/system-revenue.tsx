import Box from "@cloudscape-design/components/box";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { System } from "../../api-types";
import { useConfig } from "../../config";
import { Problem } from "../../layout/problem";
import { useFollow } from "../../layout/use-follow";
import { Waiting } from "../../session/waiting";
import { yearDays } from "../revenue/days";
import { Report } from "../revenue/report";
import { useYears } from "../revenue/use-revenue";
import { choicesOf, DEFAULT, parametersOf, type View } from "../revenue/view";

/** The latest year of one system; the report page has all the choices. */
export function SystemRevenue({ system }: { system: System }) {
  const { fiscal_year_start: yearStart } = useConfig();
  const view: View = { ...DEFAULT, yearStart, systems: [system.id] };
  const follow = useFollow();
  const { data, loading, error, reload } = useYears(choicesOf(view));
  const year = data?.[0];
  return (
    <SpaceBetween size="m">
      {error && <Problem error={error} onRetry={reload} />}
      {loading && <Waiting />}
      {data && year === undefined && (
        <Box color="text-body-secondary">No paid invoice was copied yet.</Box>
      )}
      {year !== undefined && (
        <>
          <Link href={`/reports/revenue?${parametersOf(view)}`} onFollow={follow}>
            All years, periods and choices in the revenue report
          </Link>
          <Report view={view} days={yearDays(year, yearStart)} />
        </>
      )}
    </SpaceBetween>
  );
}
