import { useQuery } from "@tanstack/react-query";
import { useApi } from "../../api";
import type { System } from "../../api-types";
import { type Loaded, loaded, type Renewed, renewed } from "../../loaded";

const BUSY_MS = 3_000;
const CALM_MS = 30_000;

/** All systems; asked for again sooner while one of them syncs or is being deleted. */
export function useSystems(): Loaded<System[]> & Renewed {
  const api = useApi();
  const query = useQuery({
    queryKey: ["systems"],
    queryFn: ({ signal }) => api.systems(signal),
    refetchInterval: ({ state }) => (state.data?.some(isBusy) ? BUSY_MS : CALM_MS),
  });
  return { ...loaded(query), ...renewed(query) };
}

export const isBusy = (system: System) => system.deleting || system.running_sync_id !== null;
