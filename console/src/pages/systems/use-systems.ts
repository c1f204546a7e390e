import { useQuery } from "@tanstack/react-query";
import { type Api, useApi } from "../../api";
import type { System } from "../../api-types";
import { type Loaded, loaded, type Renewed, renewed } from "../../loaded";

const BUSY_MS = 3_000;
const CALM_MS = 30_000;

/** All systems; asked for again sooner while one of them syncs or is being deleted. */
export function useSystems(): Loaded<System[]> & Renewed {
  const api = useApi();
  const query = useQuery({
    ...systemsOf(api),
    refetchInterval: ({ state }) => (state.data?.some(isBusy) ? BUSY_MS : CALM_MS),
  });
  return { ...loaded(query), ...renewed(query) };
}

export const systemsOf = (api: Api) => ({
  queryKey: ["systems"],
  queryFn: ({ signal }: { signal: AbortSignal }) => api.systems(signal),
});

export const isBusy = (system: System) => system.deleting || system.running_sync_id !== null;
