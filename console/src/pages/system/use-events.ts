import { useApi } from "../../api";
import type { EventPage } from "../../api-types";
import { type Pages, usePages } from "./use-pages";

const PAGE = 10;

export function useEvents(systemId: string): Pages<EventPage> {
  const api = useApi();
  return usePages(["events", systemId], (cursor) => api.events(systemId, PAGE, cursor));
}
