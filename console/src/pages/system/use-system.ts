import { useQuery } from "@tanstack/react-query";
import { useApi } from "../../api";
import type { System } from "../../api-types";
import { type Loaded, loaded } from "../../loaded";
import { isBusy } from "../systems/use-systems";

const BUSY_MS = 3_000;
const CALM_MS = 15_000;

export function useSystem(id: string): Loaded<System> {
  const api = useApi();
  return loaded(
    useQuery({
      queryKey: ["system", id],
      queryFn: () => api.system(id),
      refetchInterval: ({ state }) => (state.data && isBusy(state.data) ? BUSY_MS : CALM_MS),
    }),
  );
}
