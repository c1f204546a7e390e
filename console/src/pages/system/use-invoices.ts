import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useApi } from "../../api";
import type { Invoice } from "../../api-types";
import { type Loaded, loaded } from "../../loaded";

const PAGE = 25;

interface Invoices extends Loaded<Invoice[]> {
  /** 1-based. */
  page: number;
  /** Pages known so far: the API tells only whether there is another one. */
  pages: number;
  more: boolean;
  goTo: (page: number) => void;
}

/** A system's invoices page by page, newest first. */
export function useInvoices(systemId: string): Invoices {
  const api = useApi();
  const [page, goTo] = useState(1);
  const [cursors, setCursors] = useState<(string | undefined)[]>([undefined]);
  const cursor = cursors[page - 1];
  const query = useQuery({
    queryKey: ["invoices", systemId, cursor],
    queryFn: () => api.invoices(systemId, PAGE, cursor),
    placeholderData: (previous) => previous,
  });

  const next = query.isPlaceholderData ? null : query.data?.next;
  if (next && cursors.length === page) {
    setCursors([...cursors, next]);
  }
  const { data, ...rest } = loaded(query);
  return { ...rest, data: data?.invoices, page, pages: cursors.length, more: Boolean(next), goTo };
}
