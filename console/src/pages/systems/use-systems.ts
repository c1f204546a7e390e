import { useQuery } from "@tanstack/react-query";
import { useApi } from "../../api";
import type { System } from "../../api-types";
import { type Loaded, loaded } from "../../loaded";

const BUSY_MS = 3_000;
const CALM_MS = 30_000;

/** All systems; asked for again sooner while one of them syncs or is being deleted. */
export function useSystems(): Loaded<System[]> {
  const api = useApi();
  return loaded(
    useQuery({
      queryKey: ["systems"],
      queryFn: ({ signal }) => api.systems(signal),
      refetchInterval: ({ state }) => (state.data?.some(isBusy) ? BUSY_MS : CALM_MS),
    }),
  );
}

export const isBusy = (system: System) => system.deleting || system.running_sync_id !== null;
