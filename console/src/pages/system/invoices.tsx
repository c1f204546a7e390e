import Pagination from "@cloudscape-design/components/pagination";
import Table from "@cloudscape-design/components/table";
import { Problem } from "../../layout/problem";
import { invoiceColumns } from "./invoice-columns";
import { useInvoices } from "./use-invoices";

export function Invoices({ systemId }: { systemId: string }) {
  const { data, loading, error, reload, page, pages, more, goTo } = useInvoices(systemId);
  if (error && !data) {
    return <Problem error={error} onRetry={reload} />;
  }
  return (
    <Table
      variant="borderless"
      items={data ?? []}
      loading={loading}
      loadingText="Loading invoices"
      columnDefinitions={invoiceColumns}
      trackBy={(invoice) => String(invoice.id)}
      empty="No invoice was copied yet."
      pagination={
        <Pagination
          currentPageIndex={page}
          pagesCount={pages}
          openEnd={more}
          onChange={({ detail }) => goTo(detail.currentPageIndex)}
        />
      }
      ariaLabels={{ tableLabel: "Invoices, newest first" }}
    />
  );
}
