import Alert from "@cloudscape-design/components/alert";
import { plural } from "../../format";

const LISTED = 20;

/** Invoices whose rows in WHMCS make no sense: in no revenue until somebody mends them there. */
export function Unreadable({ ids }: { ids: readonly number[] }) {
  if (ids.length === 0) {
    return null;
  }
  return (
    <Alert type="warning" header={plural(ids.length, "unreadable invoice")}>
      What WHMCS says of {listed(ids)} makes no sense, so the revenue is without it. Every sync
      reads it again. The tab Invoices names the fields.
    </Alert>
  );
}

/** `id 4, 7 and 5 more`. */
export function listed(ids: readonly number[]): string {
  const more = ids.length - LISTED;
  const first = ids.slice(0, LISTED).join(", ");
  return `id ${first}${more > 0 ? ` and ${more} more` : ""}`;
}
