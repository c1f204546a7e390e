import { useMutation, useQuery } from "@tanstack/react-query";
import { useApi } from "../../api";
import type { Revenue, RevenueQuery } from "../../api-types";
import { type Loaded, loaded } from "../../loaded";
import { save } from "../../save";

export function useRevenue(query: RevenueQuery): Loaded<Revenue> {
  const api = useApi();
  return loaded(useQuery({ queryKey: ["revenue", query], queryFn: () => api.revenue(query) }));
}

/** The years that have revenue, latest first. */
export function useYears(
  query: Omit<RevenueQuery, "by" | "from" | "to" | "compare">,
): Loaded<number[]> {
  const { data, ...rest } = useRevenue({ ...query, by: "year" });
  const years = data?.rows.map((row) => Number(row.period.replace("FY", ""))).sort((a, b) => b - a);
  return { ...rest, data: years };
}

/** Hands the CSV to the browser as a file. */
export function useDownload() {
  const api = useApi();
  const { isPending, error, mutate } = useMutation({
    mutationFn: async ({ query, name }: { query: RevenueQuery; name: string }) => {
      save(await api.revenueCsv(query), name);
    },
  });
  return { loading: isPending, error, download: mutate };
}
