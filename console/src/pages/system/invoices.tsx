import Table from "@cloudscape-design/components/table";
import { Problem } from "../../layout/problem";
import { invoiceColumns } from "./invoice-columns";
import { PageNumbers } from "./page-numbers";
import { useInvoices } from "./use-invoices";

export function Invoices({ systemId }: { systemId: string }) {
  const { data, loading, error, reload, ...pages } = useInvoices(systemId);
  if (error && !data) {
    return <Problem error={error} onRetry={reload} />;
  }
  return (
    <Table
      variant="borderless"
      items={data?.invoices ?? []}
      loading={loading}
      loadingText="Loading invoices"
      columnDefinitions={invoiceColumns}
      trackBy={(invoice) => String(invoice.id)}
      empty="No invoice was copied yet."
      pagination={<PageNumbers {...pages} />}
      ariaLabels={{ tableLabel: "Invoices, newest first" }}
    />
  );
}
