import Box from "@cloudscape-design/components/box";
import { money, plural } from "../../format";
import { useRevenue } from "../revenue/use-revenue";
import { reportOf } from "./report";
import type { Wanted } from "./wanted";

/** The figure of the revenue report that these invoices explain, where there is one. */
export function AsRevenue({ wanted }: { wanted: Wanted }) {
  const query = reportOf(wanted);
  return query && <Figure query={query} />;
}

function Figure({ query }: { query: NonNullable<ReturnType<typeof reportOf>> }) {
  const { data } = useRevenue(query);
  if (!data) {
    return null;
  }
  const { total, currency } = data;
  return (
    <Box>
      In the revenue report, by your exchange rates: <b>{money(total.net, currency)}</b> net,{" "}
      <b>{money(total.gross, currency)}</b> gross, of {plural(total.count, "invoice")}.
    </Box>
  );
}
