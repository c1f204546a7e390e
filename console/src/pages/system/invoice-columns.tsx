import type { TableProps } from "@cloudscape-design/components/table";
import type { Invoice } from "../../api-types";
import { money, NONE } from "../../format";

export const invoiceColumns: TableProps.ColumnDefinition<Invoice>[] = [
  {
    id: "number",
    header: "Number",
    cell: ({ number, id }) => number || String(id),
    isRowHeader: true,
  },
  { id: "date", header: "Issued", cell: ({ date }) => date ?? NONE },
  { id: "due_date", header: "Due", cell: (invoice) => invoice.due_date ?? NONE },
  { id: "paid_date", header: "Paid", cell: (invoice) => invoice.paid_date ?? NONE },
  { id: "status", header: "Status", cell: ({ status }) => status },
  { id: "net", header: "Net", cell: ({ net, currency }) => amount(net, currency) },
  { id: "tax", header: "Tax", cell: ({ tax, currency }) => amount(tax, currency) },
  { id: "gross", header: "Gross", cell: ({ gross, currency }) => amount(gross, currency) },
];

/** Currency codes come from WHMCS, where they may be anything. */
function amount(text: string, currency: string) {
  const known = /^[A-Z]{3}$/.test(currency);
  return <span className="number">{known ? money(text, currency) : `${text} ${currency}`}</span>;
}
