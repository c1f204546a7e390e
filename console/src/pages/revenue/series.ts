import type { Revenue, RevenueRow } from "../../api-types";
import { periodName } from "../../format";
import { type Days, daysName } from "./days";
import { earlierAmount, earlierName } from "./earlier";
import { firstDay, isInYear, periods } from "./periods";
import { partOf, partsIn } from "./split";
import type { View } from "./view";

/** Greyish, in light and dark, so that what is asked for stands out. */
const EARLIER = "#7d8998";
const OTHERS = "#b6bec9";
/** More bars than these are thinner than the gaps between them. */
const MOST_BARS = 40;
const MOST_POINTS = 600;
const MOST_PARTS = 9;

export type X = string | Date;

interface Series {
  type: "bar" | "line";
  title: string;
  color?: string;
  data: { x: X; y: number }[];
}

export interface ChartData {
  kind: "bars" | "lines";
  domain: X[];
  /** The names of the periods at these places. */
  names: string[];
  series: Series[];
  /** Whether the year before is among the series. */
  compared: boolean;
  /** Periods before the first one shown: a chart of more is too slow. */
  left: number;
}

interface Shown {
  view: View;
  days: Days | null;
  revenue: Revenue;
  /** Of a system by its id, or of a currency by its code. */
  nameOf: (id: string) => string;
  colorOf: (id: string) => string;
}

interface Part {
  title: string;
  color?: string;
  /** Null: nothing to draw there. */
  amount: (row: RevenueRow) => number | null;
}

/**
 * Bars stacked by system or currency with the same days of the year before as a line over them, or the two
 * totals as bars side by side; lines where bars are too many. A chart needs floats; sums are never
 * made of them.
 */
export function chartData(shown: Shown): ChartData {
  const { view, days, revenue } = shown;
  const all = periods(view.by, days, revenue.rows, view.yearStart);
  const names = all.slice(-MOST_POINTS);
  const kind = names.length > MOST_BARS ? "lines" : "bars";
  const rows = new Map(revenue.rows.map((row) => [row.period, row]));
  const place = (period: string): X => {
    const { by, yearStart } = view;
    const name = periodName(period, by, isInYear(period, by, days, yearStart));
    const label = rows.get(period)?.so_far ? `${name}\nso far` : name;
    return kind === "lines" ? firstDay(period, by, yearStart) : label;
  };
  const drawn = ({ title, color, amount }: Part, type: "bar" | "line"): Series => ({
    type: kind === "lines" ? "line" : type,
    title,
    ...(color ? { color } : {}),
    data: names.flatMap((period) => {
      const row = rows.get(period);
      // A line falls to zero where there is nothing; a bar is not drawn.
      const nothing = kind === "lines" && begun(period, revenue) ? 0 : null;
      const y = (row ? amount(row) : null) ?? nothing;
      return y === null ? [] : [{ x: place(period), y }];
    }),
  });

  const parts = view.split === "total" ? [totalPart(shown)] : dividedParts(shown);
  const own = parts.map((part) => drawn(part, "bar"));
  const before = drawn(earlierPart(shown, parts.length), view.split === "total" ? "bar" : "line");
  const compared =
    days !== null &&
    revenue.rows.some((row) => earlierAmount(row, view.measure) !== null) &&
    (view.split === "total" || (before.data.length > 1 && (kind === "bars" || parts.length === 1)));
  const series = view.split === "total" && kind === "bars" ? [before, ...own] : [...own, before];
  return {
    kind,
    domain: names.map(place),
    names,
    series: compared ? series : own,
    compared,
    left: all.length - names.length,
  };
}

/** Up to the last period with anything, nothing is a zero; after it, it is not known yet. */
const begun = (period: string, { rows }: Revenue) => period <= (rows.at(-1)?.period ?? "");

function dividedParts({ view: { measure, split }, revenue, nameOf, colorOf }: Shown): Part[] {
  const ids = partsIn(revenue, split);
  const shown = ids.length > MOST_PARTS + 1 ? ids.slice(0, MOST_PARTS) : ids;
  const others = ids.slice(shown.length);
  const of = (row: RevenueRow, id: string) => Number(partOf(row, split, id)?.[measure] ?? 0);
  return [
    ...shown.map((id) => ({
      title: nameOf(id),
      color: colorOf(id),
      amount: (row: RevenueRow) => of(row, id),
    })),
    ...(others.length > 0
      ? [
          {
            title: `${others.length} other ${split}`,
            color: OTHERS,
            amount: (row: RevenueRow) => others.reduce((sum, id) => sum + of(row, id), 0),
          },
        ]
      : []),
  ];
}

const totalPart = ({ view, days }: Shown): Part => ({
  title: daysName(days, view.yearStart),
  amount: (row) => Number(row[view.measure]),
});

function earlierPart({ view, revenue }: Shown, parts: number): Part {
  const name = earlierName(revenue, view.yearStart);
  return {
    title: parts > 1 ? `${name}, in total` : name,
    color: EARLIER,
    amount: (row) => {
      const earlier = earlierAmount(row, view.measure);
      return earlier === null ? null : Number(earlier);
    },
  };
}
