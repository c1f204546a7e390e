import Box from "@cloudscape-design/components/box";
import type { TableProps } from "@cloudscape-design/components/table";
import type { Invoice } from "../../api-types";
import { moneyOf, NONE } from "../../format";
import { Caution } from "../../layout/caution";
import { numeric } from "../../layout/number";

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
  {
    id: "status",
    header: "Status",
    cell: (invoice) => <Status invoice={invoice} />,
  },
  numeric({ id: "net", header: "Net", cell: (invoice) => amount(invoice, invoice.net) }),
  numeric({ id: "tax", header: "Tax", cell: (invoice) => amount(invoice, invoice.tax) }),
  numeric({ id: "gross", header: "Gross", cell: (invoice) => amount(invoice, invoice.gross) }),
  numeric({ id: "credit", header: "Credit", cell: (invoice) => amount(invoice, invoice.credit) }),
];

function Status({ invoice: { status, refunded_date, unreadable } }: { invoice: Invoice }) {
  return (
    <>
      {status}
      {refunded_date && (
        <Box color="text-body-secondary" fontSize="body-s">
          {refunded_date}
        </Box>
      )}
      {unreadable && (
        <Box>
          <Caution>Unreadable: {unreadable}</Caution>
        </Box>
      )}
    </>
  );
}

const amount = ({ currency, unreadable }: Invoice, text: string) =>
  unreadable === null ? moneyOf(currency, text) : NONE;
