import Box from "@cloudscape-design/components/box";
import MixedLineBarChart, {
  type MixedLineBarChartProps,
} from "@cloudscape-design/components/mixed-line-bar-chart";
import { compact, money } from "../../format";
import { PageLink } from "../../layout/links";
import type { ChartData, X } from "./series";

interface Props extends Pick<ChartData, "kind" | "domain" | "names" | "series"> {
  currency: string;
  stacked: boolean;
  height: number;
  label: string;
  /** What a day on a time axis is called. */
  nameOf: (day: Date) => string;
  /** The address of the invoices of a period. */
  invoicesOf: (period: string) => string;
}

/** In a chunk of its own: the chart is a third of the page's code. */
export default function Chart(props: Props) {
  const { kind, domain, names, series, currency, stacked, height, label, nameOf } = props;
  const amount = (value: number) => money(value, currency);
  const bars = kind === "bars";
  const periodAt = (place: X) => names[domain.findIndex((one) => String(one) === String(place))];
  const drawn = series.map((one) => ({ ...one, valueFormatter: amount }));
  return (
    <MixedLineBarChart
      series={drawn as MixedLineBarChartProps.DataSeries<X>[]}
      xDomain={bars ? domain : [domain[0] ?? "", domain.at(-1) ?? ""]}
      xScaleType={bars ? "categorical" : "time"}
      stackedBars={bars && stacked}
      height={height}
      hideFilter
      yTitle={currency}
      yTickFormatter={compact}
      ariaLabel={label}
      detailPopoverFooter={(place) => (
        <PageLink href={props.invoicesOf(periodAt(place) ?? "")}>Invoices</PageLink>
      )}
      empty={<Box variant="strong">No revenue</Box>}
      i18nStrings={{
        xTickFormatter: (place) => (place instanceof Date ? nameOf(place) : place),
      }}
    />
  );
}
