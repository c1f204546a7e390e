import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type Loaded, loaded } from "../../loaded";

interface Page {
  next: string | null;
}

export interface Pages<T> extends Loaded<T> {
  /** 1-based. */
  page: number;
  /** Pages known so far: the API tells only whether there is another one. */
  pages: number;
  more: boolean;
  goTo: (page: number) => void;
}

/** A list of the API page by page, newest first; `read` gets the cursor of a page. */
export function usePages<T extends Page>(
  key: readonly string[],
  read: (cursor?: string) => Promise<T>,
): Pages<T> {
  const [page, goTo] = useState(1);
  const [cursors, setCursors] = useState<(string | undefined)[]>([undefined]);
  const cursor = cursors[page - 1];
  const query = useQuery({
    queryKey: [...key, cursor],
    queryFn: () => read(cursor),
    placeholderData: (previous) => previous,
  });

  const shown = query.isPlaceholderData ? undefined : query.data;
  const next = shown?.next ?? undefined;
  // What was added meanwhile shifts the pages: the ones after this one begin elsewhere now.
  if (shown && cursors[page] !== next) {
    setCursors([...cursors.slice(0, page), ...(next ? [next] : [])]);
  }
  return { ...loaded(query), page, pages: cursors.length, more: next !== undefined, goTo };
}
