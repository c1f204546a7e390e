import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useApi } from "../../api";
import type { Mode, System } from "../../api-types";
import { type Outcome, startMany } from "./start-many";

/** Starts a sync of each of several systems. */
export function useStart(onStarted: (outcomes: readonly Outcome[], mode: Mode) => void) {
  const api = useApi();
  const client = useQueryClient();
  const { isPending, error, mutate } = useMutation({
    mutationFn: ({ systems, mode }: { systems: readonly System[]; mode: Mode }) =>
      startMany(api, systems, mode),
    onSuccess: (outcomes, { mode }) => onStarted(outcomes, mode),
    onSettled: () => {
      for (const key of CHANGED) {
        void client.invalidateQueries({ queryKey: [key] });
      }
    },
  });
  return {
    loading: isPending,
    error,
    start: (systems: readonly System[], mode: Mode) => mutate({ systems, mode }),
  };
}

const CHANGED = ["systems", "system", "syncs", "events"];
