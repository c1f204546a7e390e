import type { Revenue, RevenueRow } from "../../api-types";
import { money, moneyOf, NONE } from "../../format";
import { Secondary } from "../../layout/secondary";
import type { Column, Row } from "./columns";
import { partOf, partsIn } from "./split";
import type { Measure, View } from "./view";

/** Of each system, or of each currency in its own; none where one says what the total says. */
export function partColumns(
  revenue: Revenue,
  view: View,
  nameOf: (systemId: string) => string,
): Column[] {
  const { split, measure } = view;
  const ids = split === "total" ? [] : partsIn(revenue, split);
  const same = ids.length === 1 && (split === "systems" || ids[0] === revenue.currency);
  return (same ? [] : ids).map((id) => ({
    id: `part-${id}`,
    header: `${split === "systems" ? nameOf(id) : id} (${measure})`,
    cell: (row: Row) =>
      split === "systems" ? (
        ofSystem(partOf(row, split, id)?.[measure], revenue.currency)
      ) : (
        <InCurrency
          sums={row.by_currency?.[id]}
          {...{ id, measure, reporting: revenue.currency }}
        />
      ),
  }));
}

const ofSystem = (amount: string | undefined, currency: string) =>
  amount === undefined ? NONE : money(amount, currency);

interface InCurrencyProps {
  sums: NonNullable<RevenueRow["by_currency"]>[string] | undefined;
  id: string;
  measure: Measure;
  reporting: string;
}

/** As it is in WHMCS, with what it is worth where that is another amount. */
function InCurrency({ sums, id, measure, reporting }: InCurrencyProps) {
  if (!sums) {
    return NONE;
  }
  const [own, converted] = [moneyOf(id, sums.own[measure]), money(sums[measure], reporting)];
  return (
    <>
      {own}
      {own !== converted && <Secondary>{converted}</Secondary>}
    </>
  );
}
