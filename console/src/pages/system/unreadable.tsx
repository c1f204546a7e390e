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
      WHMCS's rows of {listed(ids)} make no sense. They are left out of the revenue, and every sync
      reads them again. The tab Invoices names their fields.
    </Alert>
  );
}

/** `id 4, 7 and 5 more`. */
export function listed(ids: readonly number[]): string {
  const more = ids.length - LISTED;
  const first = ids.slice(0, LISTED).join(", ");
  return `id ${first}${more > 0 ? ` and ${more} more` : ""}`;
}
