import { useState } from "react";
import { defaultsOf, type Known, type Preferences, readPreferences, written } from "./preferences";

export interface Chosen {
  preferences: Preferences;
  change: (changed: Partial<Preferences>) => void;
}

/** How this person wants the list of that name, kept in the browser. */
export function usePreferences(name: string, columns: readonly Known[], pageSize: number): Chosen {
  const key = `table:${name}`;
  const [preferences, keep] = useState(() =>
    readPreferences(localStorage.getItem(key), defaultsOf(columns, pageSize)),
  );
  return {
    preferences,
    change: (changed) => {
      const all = { ...preferences, ...changed };
      localStorage.setItem(key, written(all));
      keep(all);
    },
  };
}
