import type { FoundInvoice } from "../../api-types";
import { SystemLink } from "../../layout/links";
import type { ListColumn } from "../../layout/table/columns";
import { invoiceColumns } from "../system/invoice-columns";

type Column = ListColumn<FoundInvoice>;

const AMOUNTS = ["net", "tax", "gross", "credit"] as const;
/** 2026-9 before 2026-10. */
const numbers = new Intl.Collator("en", { numeric: true });

/** Those of a system's list, sortable, and the system. */
export function columnsOf(nameOf: (systemId: string) => string): Column[] {
  const [number, ...others] = invoiceColumns.map(sortable);
  const system: Column = {
    id: "system",
    header: "System",
    cell: ({ system_id }) => <SystemLink id={system_id}>{nameOf(system_id)}</SystemLink>,
    sortingComparator: (a, b) => nameOf(a.system_id).localeCompare(nameOf(b.system_id)),
    width: 140,
    minWidth: 90,
  };
  return [...(number ? [number] : []), system, ...others];
}

function sortable(column: Column): Column {
  const { id } = column;
  const amount = AMOUNTS.find((one) => one === id);
  return {
    ...column,
    sortingComparator: amount
      ? (a, b) => Number(a[amount]) - Number(b[amount])
      : (a, b) => numbers.compare(text(a, id), text(b, id)),
  };
}

const text = (invoice: FoundInvoice, id: string) => String(invoice[id as keyof FoundInvoice] ?? "");
