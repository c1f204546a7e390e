import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { useApi } from "../../api";
import { type Renewed, renewed } from "../../loaded";
import { type Batch, type Found, foundIn, type Place, readBatch, START } from "./search";
import { parametersOf, type Wanted } from "./wanted";

/** Rows found before a search waits to be asked for more. */
export const ROWS_AT_ONCE = 10_000;
const MINUTE_MS = 60_000;

export interface Search extends Found, Renewed {
  batches: readonly Batch[];
  /** More comes by itself. */
  searching: boolean;
  /** It waits: there may be more. */
  waiting: boolean;
  error: Error | null;
  /** Goes on where it failed. */
  reload: () => void;
  /** Looks through all of them again. */
  renew: () => void;
  goOn: (rows: number) => void;
}

/** Looks through the invoices batch by batch; what was found already is there meanwhile. */
export function useSearch(wanted: Wanted): Search {
  const api = useApi();
  const filter = String(parametersOf(wanted));
  const [allowed, allow] = useState({ filter, most: ROWS_AT_ONCE });
  const most = allowed.filter === filter ? allowed.most : ROWS_AT_ONCE;
  const query = useInfiniteQuery({
    queryKey: ["invoices", "found", wanted],
    queryFn: ({ pageParam, signal }) => readBatch(api, wanted, pageParam, signal),
    initialPageParam: START as Place,
    getNextPageParam: (last) => last.next,
    // Many requests: not again because somebody came back to the window.
    staleTime: MINUTE_MS,
    gcTime: MINUTE_MS,
    refetchOnWindowFocus: false,
  });
  const { data, error, hasNextPage, isFetching, fetchNextPage, refetch } = query;
  const again = renewed(query);
  const batches = data?.pages;
  const found = useMemo(() => foundIn(batches ?? []), [batches]);

  const enough = found.rows.length >= most;
  const next = hasNextPage && !enough && !isFetching && !error;
  // How many there are, so that each is followed by another, however fast it came.
  const after = next ? batches?.length : 0;
  useEffect(() => {
    after && void fetchNextPage();
  }, [after, fetchNextPage]);

  return {
    ...found,
    batches: batches ?? [],
    ...again,
    // What is renewed is all there meanwhile.
    searching: (isFetching && !again.renewing) || next,
    waiting: hasNextPage && enough && !isFetching,
    error: isFetching ? null : error,
    reload: () => void (batches ? fetchNextPage() : refetch()),
    renew: () => void refetch(),
    goOn: (rows) => allow({ filter, most: found.rows.length + rows }),
  };
}
