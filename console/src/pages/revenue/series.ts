import type { MixedLineBarChartProps } from "@cloudscape-design/components/mixed-line-bar-chart";
import type { Revenue } from "../../api-types";
import { label, periods } from "./periods";
import type { View } from "./view";

/** Greyish, in light and dark, so that the year shown stands out. */
const EARLIER = "#8c98a5";

type Series = MixedLineBarChartProps.DataSeries<string>;

export interface ChartData {
  domain: string[];
  series: Series[];
}

interface Shown {
  view: View;
  year: number | "all";
  revenue: Revenue;
  /** The year before, where there is one to compare with. */
  before: Revenue | undefined;
  nameOf: (systemId: string) => string;
}

/**
 * Bars stacked by system with the year before as a line over them, or the two years' totals as bars
 * side by side. A chart needs floats; sums are never made of them.
 */
export function chartData({ view, year, revenue, before, nameOf }: Shown): ChartData {
  const { by, measure, split } = view;
  const domain = periods(by, year, revenue.rows).map((period) => label(period, by, year));
  const current =
    split === "systems"
      ? systemsIn(revenue).map((id) => ({
          type: "bar" as const,
          title: nameOf(id),
          data: revenue.rows.flatMap((row) => {
            const amounts = row.by_system[id];
            return amounts ? [{ x: label(row.period, by, year), y: Number(amounts[measure]) }] : [];
          }),
        }))
      : [{ type: "bar" as const, title: String(year), data: points(revenue, view, year) }];
  if (!before || year === "all") {
    return { domain, series: current };
  }
  const previous: Series = {
    type: split === "systems" ? "line" : "bar",
    title: current.length > 1 ? `${year - 1}, all systems` : String(year - 1),
    ...(split === "total" ? { color: EARLIER } : {}),
    data: points(before, view, year).filter((point) => domain.includes(point.x)),
  };
  return { domain, series: split === "systems" ? [...current, previous] : [previous, ...current] };
}

const points = (revenue: Revenue, { by, measure }: View, year: number | "all") =>
  revenue.rows.map((row) => ({ x: label(row.period, by, year), y: Number(row[measure]) }));

/** Ids by revenue, the largest first, so that it is the lowest bar. */
export function systemsIn({ total }: Revenue): string[] {
  return Object.entries(total.by_system)
    .sort(([, a], [, b]) => Number(b.gross) - Number(a.gross))
    .map(([id]) => id);
}
