import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { System } from "../../api-types";

const LISTS = ["syncs", "events", "invoices"];

/** Reads the lists of a system again when it tells of something new: others work on it as well. */
export function useRenewedLists({ id, version, running_sync_id, last_sync }: System): void {
  const client = useQueryClient();
  const news = [version, running_sync_id, last_sync?.id].join();
  const known = useRef(news);
  useEffect(() => {
    if (known.current !== news) {
      known.current = news;
      for (const list of LISTS) {
        void client.invalidateQueries({ queryKey: [list, id] });
      }
    }
  }, [news, id, client]);
}
