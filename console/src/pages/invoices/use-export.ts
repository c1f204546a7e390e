import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useApi } from "../../api";
import { save } from "../../save";
import { worthRepeating } from "../../session/signed-in";
import { HEADING, linesOf } from "./csv";
import { type Batch, type Place, readBatch, START } from "./search";
import { fileName, type Wanted } from "./wanted";

export interface Export {
  running: boolean;
  /** Invoices looked at so far, for a bar. */
  lookedAt: number;
  error: Error | null;
  start: (batches: readonly Batch[]) => void;
  cancel: () => void;
}

/** All that is looked for as a file: what is there already, then the rest batch by batch. */
export function useExport(wanted: Wanted, nameOf: (systemId: string) => string): Export {
  const api = useApi();
  const client = useQueryClient();
  const [lookedAt, setLookedAt] = useState(0);
  const stop = useRef(new AbortController());
  useEffect(() => () => stop.current.abort(), []);

  const { isPending, error, mutate } = useMutation({
    mutationFn: async (batches: readonly Batch[]) => {
      const { signal } = stop.current;
      const parts = [HEADING, ...batches.map(({ rows }) => linesOf(rows, nameOf))];
      let looked = batches.reduce((all, batch) => all + batch.lookedAt, 0);
      let place: Place | null = batches.length > 0 ? (batches.at(-1)?.next ?? null) : START;
      while (place && !signal.aborted) {
        const from: Place = place;
        setLookedAt(looked);
        const batch = await client.fetchQuery({
          queryKey: ["invoices", "export", wanted, from],
          queryFn: () => readBatch(api, wanted, from, signal),
          retry: (failures, problem) => !signal.aborted && worthRepeating(failures, problem),
          gcTime: 0,
        });
        parts.push(linesOf(batch.rows, nameOf));
        looked += batch.lookedAt;
        place = batch.next;
      }
      if (!signal.aborted) {
        save(new Blob(parts, { type: "text/csv" }), fileName(wanted));
      }
    },
  });

  return {
    running: isPending,
    lookedAt,
    error: stop.current.signal.aborted ? null : error,
    start: (batches) => {
      stop.current = new AbortController();
      mutate(batches);
    },
    cancel: () => stop.current.abort(),
  };
}
