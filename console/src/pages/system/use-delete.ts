import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useApi } from "../../api";
import type { System } from "../../api-types";

export function useDeleteSystem(system: System) {
  const api = useApi();
  const client = useQueryClient();
  const { isPending, error, mutateAsync } = useMutation({
    mutationFn: () => api.deleteSystem(system.id, system.version),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ["systems"] });
      void client.invalidateQueries({ queryKey: ["system", system.id] });
      void client.invalidateQueries({ queryKey: ["revenue"] });
    },
  });
  return { loading: isPending, error, remove: mutateAsync };
}
