import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import type { Revenue } from "../../api-types";
import { count, money, NONE, span } from "../../format";
import { averaged } from "./columns";
import type { Days } from "./days";
import { change, earlierAmount, earlierName } from "./earlier";
import { MEASURES, type Measure, type View } from "./view";

interface Props {
  view: View;
  days: Days | null;
  revenue: Revenue;
}

export function Sums({ view, days, revenue }: Props) {
  const { total, currency } = revenue;
  const { measure } = view;
  const amounts = (Object.keys(MEASURES) as Measure[])
    .sort((one) => (one === measure ? -1 : 0))
    .map((one) => ({ label: MEASURES[one], value: money(total[one], currency) }));
  return (
    <KeyValuePairs
      columns={4}
      minColumnWidth={130}
      items={[
        ...amounts.slice(0, 1),
        ...(days ? comparison(revenue, view) : []),
        { label: "Invoices", value: count(total.count) },
        ...amounts.slice(1),
        { label: "Tax", value: money(total.tax, currency) },
        { label: "Credit", value: money(total.credit, currency) },
        {
          label: `Average per invoice (${averaged(measure)})`,
          value: total.count > 0 ? money(total[`average_${averaged(measure)}`], currency) : NONE,
        },
      ]}
    />
  );
}

/** With the same days of the year before, which the label says. */
function comparison(revenue: Revenue, { measure, yearStart }: View) {
  const { total, currency, systems } = revenue;
  const before = earlierAmount(total, measure);
  const days = total.previous_year;
  const complete = systems.every((system) => system.complete);
  return [
    {
      label: total.so_far && days ? span(days.from, days.to) : earlierName(revenue, yearStart),
      value: before === null ? NONE : money(before, currency),
    },
    {
      label: "Change",
      value: complete ? change(total[measure], before) : `${NONE} (incomplete)`,
    },
  ];
}
