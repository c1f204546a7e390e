import { useApi } from "../../api";
import type { InvoicePage } from "../../api-types";
import { type Pages, usePages } from "./use-pages";

const PAGE = 25;

export function useInvoices(systemId: string): Pages<InvoicePage> {
  const api = useApi();
  return usePages(["invoices", systemId], (cursor) => api.invoices(systemId, PAGE, cursor));
}
