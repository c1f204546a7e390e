import Alert from "@cloudscape-design/components/alert";
import type { Sync } from "../../api-types";
import { count, plural } from "../../format";

/** A full sync that stopped on its way: what its two buttons in the header of the page do. */
export function Unfinished({ sync }: { sync: Sync }) {
  return (
    <Alert type="info" header="This full sync stopped before its end">
      {reached(sync)} <b>Continue</b> reads only what is left. <b>Full sync</b> reads every invoice
      again.
    </Alert>
  );
}

function reached({ resumed_from, invoices_seen: seen, invoices_total: total }: Sync): string {
  if (resumed_from) {
    return `It went on from the one before and read ${plural(seen, "more invoice")}.`;
  }
  return total === null
    ? `It read ${plural(seen, "invoice")}.`
    : `It read ${count(seen)} of ${plural(total, "invoice")}.`;
}
