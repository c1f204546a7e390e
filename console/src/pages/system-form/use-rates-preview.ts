import { keepPreviousData, skipToken, useQuery } from "@tanstack/react-query";
import { useApi } from "../../api";
import { ApiError } from "../../api-error";
import type { RatesPreview, System } from "../../api-types";
import { useConfig } from "../../config";
import { useSettled } from "./use-settled";
import { checkRates, ratesOf, type Values, valuesOf } from "./values";

export interface Previewed {
  /** Of what was entered before, as long as the answer to the latest is awaited. */
  data: RatesPreview | undefined;
  loading: boolean;
  error: Error | null;
  /** The entered rates are others than the stored ones. */
  changed: boolean;
  /** They can be asked about: none is half entered. */
  whole: boolean;
}

/** What the entered rates would make of the revenue; the answer to the latest of them counts. */
export function useRatesPreview(values: Values, system?: System): Previewed {
  const api = useApi();
  const { fiscal_year_start: yearStart } = useConfig();
  const entered = JSON.stringify(ratesOf(values));
  const asked = useSettled(entered);
  const changed = !!system && entered !== JSON.stringify(ratesOf(valuesOf(system)));
  const whole = Object.keys(checkRates(values)).length === 0;
  const enabled = changed && whole && system.invoices > 0 && asked === entered;
  const { data, error, isFetching } = useQuery({
    queryKey: ["rates-preview", system?.id, system?.version, asked],
    queryFn: system
      ? ({ signal }) => api.previewRates(system.id, JSON.parse(asked), yearStart, signal)
      : skipToken,
    enabled,
    placeholderData: keepPreviousData,
  });
  const waits = changed && whole && asked !== entered;
  return {
    data: changed ? data : undefined,
    loading: isFetching || waits,
    error: waits ? null : sentence(error),
    changed,
    whole,
  };
}

/** What is wrong with a field is said of it; the rest by the service's own sentence. */
function sentence(error: Error | null): Error | null {
  const fields = error instanceof ApiError ? error.problem.fields : null;
  return fields?.length ? new Error(fields.map(({ problem }) => `${problem}.`).join(" ")) : error;
}
