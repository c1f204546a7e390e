import { plain } from "../../layout/table/columns";
import { invoiceColumns } from "./invoice-columns";
import { PagedTable } from "./paged-table";
import { useInvoices } from "./use-invoices";

const columns = plain(invoiceColumns);

export function Invoices({ systemId }: { systemId: string }) {
  const list = useInvoices(systemId);
  return (
    <PagedTable
      list={list}
      items={list.data?.invoices ?? []}
      loadingText="Loading invoices"
      columnDefinitions={columns}
      trackBy={(invoice) => String(invoice.id)}
      empty="No invoice was copied yet."
      ariaLabels={{ tableLabel: "Invoices, newest first" }}
    />
  );
}
