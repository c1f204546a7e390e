import { useEffect, useState } from "react";
import { type SavedView, viewsIn } from "./list";

const KEY = "revenue-views";

export interface SavedViews {
  views: SavedView[];
  /** Why the last change was not kept. */
  error: Error | null;
  /** Whether it was kept. */
  change: (changed: (views: readonly SavedView[]) => SavedView[]) => boolean;
}

/** Kept in the browser, for all its tabs. */
export function useSavedViews(): SavedViews {
  const [views, setViews] = useState(kept);
  const [error, setError] = useState<Error | null>(null);
  useEffect(() => {
    const follow = ({ key }: StorageEvent) => key === KEY && setViews(kept());
    window.addEventListener("storage", follow);
    return () => window.removeEventListener("storage", follow);
  }, []);
  return {
    views,
    error,
    change: (changed) => {
      const next = changed(kept());
      const problem = keep(next);
      setError(problem);
      setViews(kept());
      return problem === null;
    },
  };
}

const kept = () => viewsIn(localStorage.getItem(KEY));

function keep(views: readonly SavedView[]): Error | null {
  try {
    localStorage.setItem(KEY, JSON.stringify(views));
    return null;
  } catch (error) {
    if (error instanceof DOMException) {
      return new Error("The browser has no room for it, or is told to keep nothing of this site.");
    }
    throw error;
  }
}
