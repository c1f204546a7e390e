import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useApi } from "../../api";
import type { NewSystem, System, SystemChange } from "../../api-types";

/** Repeating a click creates no second system: the key stays until the values change. */
export function useCreateSystem() {
  const api = useApi();
  const client = useQueryClient();
  const { isPending, error, mutateAsync } = useMutation({
    mutationFn: ({ body, key }: { body: NewSystem; key: string }) => api.createSystem(body, key),
    onSuccess: () => client.invalidateQueries({ queryKey: ["systems"] }),
  });
  return { loading: isPending, error, create: mutateAsync };
}

export function useChangeSystem(system: System) {
  const api = useApi();
  const client = useQueryClient();
  const { isPending, error, mutateAsync } = useMutation({
    mutationFn: (change: SystemChange) => api.changeSystem(system.id, change, system.version),
    onSuccess: (changed) => {
      client.setQueryData(["system", system.id], changed);
      for (const key of ["systems", "events", "revenue"]) {
        void client.invalidateQueries({ queryKey: [key] });
      }
    },
    // Perhaps somebody else was first: then the form offers their version.
    onError: () => client.invalidateQueries({ queryKey: ["system", system.id] }),
  });
  return { loading: isPending, error, change: mutateAsync };
}
