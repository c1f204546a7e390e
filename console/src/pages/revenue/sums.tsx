import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import type { Revenue } from "../../api-types";
import { count, money, NONE } from "../../format";
import { averaged, change } from "./columns";
import type { View } from "./view";

interface Props {
  view: View;
  year: number | "all";
  revenue: Revenue;
  before: Revenue | undefined;
}

export function Sums({ view, year, revenue, before }: Props) {
  const { total, currency } = revenue;
  const { measure } = view;
  const earlier = before && before.total.count > 0 ? before.total[measure] : null;
  return (
    <KeyValuePairs
      columns={4}
      items={[
        { label: "Net", value: money(total.net, currency) },
        { label: "Tax", value: money(total.tax, currency) },
        { label: "Gross", value: money(total.gross, currency) },
        { label: "Credit", value: money(total.credit, currency) },
        { label: "Collected", value: money(total.collected, currency) },
        { label: "Invoices", value: count(total.count) },
        {
          label: `Average per invoice (${averaged(measure)})`,
          value: total.count > 0 ? money(total[`average_${averaged(measure)}`], currency) : NONE,
        },
        ...(year === "all"
          ? []
          : [
              {
                label: `${year - 1} (${measure})`,
                value: earlier === null ? NONE : money(earlier, currency),
              },
              { label: `Change from ${year - 1}`, value: change(total[measure], earlier) },
            ]),
      ]}
    />
  );
}
