import Box from "@cloudscape-design/components/box";
import type { Invoice } from "../../api-types";
import { moneyOf, NONE } from "../../format";
import { Caution } from "../../layout/caution";
import { Secondary } from "../../layout/secondary";
import type { ListColumn } from "../../layout/table/columns";

/** The most important ones first, for where there is no room for all of them. */
export const invoiceColumns: ListColumn<Invoice>[] = [
  {
    id: "number",
    header: "Number",
    cell: ({ number, id }) => number || String(id),
    isRowHeader: true,
    width: 125,
    minWidth: 80,
  },
  {
    id: "status",
    header: "Status",
    cell: (invoice) => <Status invoice={invoice} />,
    width: 125,
    minWidth: 90,
  },
  { id: "date", header: "Issued", cell: ({ date }) => date ?? NONE, width: 115, minWidth: 90 },
  amounts("gross", "Gross"),
  amounts("net", "Net"),
  amounts("tax", "Tax"),
  amounts("credit", "Credit"),
  {
    id: "paid_date",
    header: "Paid",
    cell: (invoice) => invoice.paid_date ?? NONE,
    width: 115,
    minWidth: 90,
  },
  {
    id: "due_date",
    header: "Due",
    cell: (invoice) => invoice.due_date ?? NONE,
    // Of no report: where all are listed there is no room for it.
    hidden: true,
    width: 115,
    minWidth: 90,
  },
];

function amounts(id: "gross" | "net" | "tax" | "credit", header: string): ListColumn<Invoice> {
  return {
    id,
    header,
    cell: ({ currency, unreadable, [id]: amount }) =>
      unreadable === null ? moneyOf(currency, amount) : NONE,
    numbers: true,
    width: id === "gross" || id === "net" ? 118 : 108,
    minWidth: 80,
  };
}

function Status({ invoice: { status, refunded_date, unreadable } }: { invoice: Invoice }) {
  return (
    <>
      {status}
      {refunded_date && <Secondary>{refunded_date}</Secondary>}
      {unreadable && (
        <Box>
          <Caution>Unreadable: {unreadable}</Caution>
        </Box>
      )}
    </>
  );
}
