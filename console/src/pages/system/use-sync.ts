import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useApi } from "../../api";
import type { State, Sync } from "../../api-types";
import { type Loaded, loaded } from "../../loaded";

const FOLLOW_MS = 1_000;

export const isRunning = (state: State) => state === "queued" || state === "running";

/** One sync, followed while it runs; when it ends, everything it may have changed is read again. */
export function useSync(systemId: string, syncId: string | null): Loaded<Sync> {
  const api = useApi();
  const client = useQueryClient();
  const query = useQuery({
    queryKey: ["sync", systemId, syncId],
    queryFn: () => api.sync(systemId, syncId ?? ""),
    enabled: syncId !== null,
    refetchInterval: ({ state }) =>
      !state.data || isRunning(state.data.state) ? FOLLOW_MS : false,
  });

  const running = query.data && isRunning(query.data.state);
  useEffect(() => {
    if (running) {
      return () => {
        for (const key of CHANGED) {
          void client.invalidateQueries({ queryKey: [key] });
        }
      };
    }
    return undefined;
  }, [running, client]);

  return loaded(query);
}

const CHANGED = ["systems", "system", "syncs", "events", "invoices", "revenue"];
