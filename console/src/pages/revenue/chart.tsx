import Box from "@cloudscape-design/components/box";
import MixedLineBarChart from "@cloudscape-design/components/mixed-line-bar-chart";
import { compact, money } from "../../format";
import type { ChartData } from "./series";

interface Props extends ChartData {
  currency: string;
  stacked: boolean;
  height: number;
  label: string;
}

/** In a chunk of its own: the chart is a third of the page's code. */
export default function Chart({ domain, series, currency, stacked, height, label }: Props) {
  const amount = (value: number) => money(value, currency);
  return (
    <MixedLineBarChart
      series={series.map((one) => ({ ...one, valueFormatter: amount }))}
      xDomain={domain}
      xScaleType="categorical"
      stackedBars={stacked}
      height={height}
      hideFilter
      yTitle={currency}
      yTickFormatter={compact}
      ariaLabel={label}
      empty={<Box variant="strong">No revenue</Box>}
      i18nStrings={{ xTickFormatter: (period) => period }}
    />
  );
}
