import Alert from "@cloudscape-design/components/alert";
import type { System } from "../../api-types";
import { plural } from "../../format";

const LISTED = 20;

type Rows = System["unreadable"];

/** Invoices whose rows in WHMCS make no sense: in no revenue until somebody mends them there. */
export function Unreadable({ rows }: { rows: Rows }) {
  if (rows.length === 0) {
    return null;
  }
  return (
    <Alert type="warning" header={plural(rows.length, "unreadable invoice")}>
      WHMCS's rows of {listed(rows)} make no sense. They are left out of the revenue, and every sync
      reads them again.
    </Alert>
  );
}

/** `id 4 (total), 7 (date, status) and 5 more`. */
export function listed(rows: Rows): string {
  const more = rows.length - LISTED;
  const named = rows.slice(0, LISTED).map(({ id, fields }) => `${id} (${fields.join(", ")})`);
  return `id ${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
