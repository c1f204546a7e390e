import { useMutation, usePrefetchQuery, useQuery } from "@tanstack/react-query";
import { type Api, useApi } from "../../api";
import type { Revenue, RevenueQuery, RevenueRow } from "../../api-types";
import { type Loaded, loaded } from "../../loaded";
import { save } from "../../save";
import { choicesOf, type View } from "./view";

/** Asked for before the page is drawn, which takes as long as the answer does. */
export function useRevenue(query: RevenueQuery): Loaded<Revenue> {
  const options = revenueOf(useApi(), query);
  usePrefetchQuery(options);
  return loaded(useQuery(options));
}

/** Reads a report that is most likely shown next, while what decides that is still read. */
export const useExpectedRevenue = (query: RevenueQuery): void =>
  usePrefetchQuery(revenueOf(useApi(), query));

const revenueOf = (api: Api, query: RevenueQuery) => ({
  queryKey: ["revenue", query],
  queryFn: () => api.revenue(query),
});

/** The years that have revenue, latest first. */
export function useYears(query: RevenueQuery): Loaded<number[]> {
  const { data, ...rest } = useRevenue({ ...query, by: "year" });
  return { ...rest, data: data && yearsIn(data.rows) };
}

export interface Choices {
  years: number[];
  currencies: string[];
}

/** What a view can be of: the years that have revenue (in its currencies), and all currencies. */
export function useChoices(view: View): Loaded<Choices> {
  const { data, ...rest } = useRevenue({ ...choicesOf(view), by: "year", by_currency: true });
  return { ...rest, data: data && choicesIn(data, view.currencies) };
}

export function choicesIn({ rows, total }: Revenue, chosen: readonly string[]): Choices {
  const has = ({ by_currency: sums }: RevenueRow) =>
    chosen.length === 0 || chosen.some((code) => sums?.[code]);
  return {
    years: yearsIn(rows.filter(has)),
    currencies: Object.keys(total.by_currency ?? {}).sort(),
  };
}

const yearsIn = (rows: readonly RevenueRow[]) =>
  rows.map(({ period }) => Number(period.replace("FY", ""))).sort((a, b) => b - a);

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
