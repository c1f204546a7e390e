import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useApi } from "../../api";
import type { SyncPage, SyncRequest } from "../../api-types";
import { startOrJoin } from "./start-sync";
import { type Pages, usePages } from "./use-pages";

const PAGE = 10;

export function useSyncs(systemId: string): Pages<SyncPage> {
  const api = useApi();
  return usePages(["syncs", systemId], (cursor) => api.syncs(systemId, PAGE, cursor));
}

/** Starts a sync and names the one to follow: the new one, or the one that runs already. */
export function useStartSync(systemId: string, onFollow: (syncId: string) => void) {
  const api = useApi();
  const client = useQueryClient();
  const { isPending, error, mutate } = useMutation({
    mutationFn: async (request: SyncRequest) => {
      const sync = await startOrJoin(api, systemId, request);
      if (typeof sync === "string") {
        return sync;
      }
      client.setQueryData(["sync", systemId, sync.id], sync);
      return sync.id;
    },
    onSuccess: (syncId) => {
      onFollow(syncId);
      void client.invalidateQueries({ queryKey: ["systems"] });
      void client.invalidateQueries({ queryKey: ["system", systemId] });
      void client.invalidateQueries({ queryKey: ["syncs", systemId] });
      void client.invalidateQueries({ queryKey: ["events", systemId] });
    },
  });
  return { loading: isPending, error, start: mutate };
}

export function useCancelSync(systemId: string, syncId: string) {
  const api = useApi();
  const client = useQueryClient();
  const { isPending, error, mutate } = useMutation({
    mutationFn: () => api.cancelSync(systemId, syncId),
    onSettled: () => client.invalidateQueries({ queryKey: ["sync", systemId, syncId] }),
  });
  return { loading: isPending, error, cancel: () => mutate() };
}
