import type { CollectionPreferencesProps } from "@cloudscape-design/components/collection-preferences";
import { useState } from "react";
import { columns } from "./columns";

interface Preferences {
  pageSize: number;
  columns: readonly CollectionPreferencesProps.ContentDisplayItem[];
}

const KEY = "systems-preferences";
const DEFAULT: Preferences = {
  pageSize: 20,
  columns: columns.map(({ id = "" }) => ({ id, visible: true })),
};

/** How this person wants the list, kept in the browser. */
export function usePreferences(): [Preferences, (preferences: Preferences) => void] {
  const [preferences, setPreferences] = useState(stored);
  return [
    preferences,
    (changed) => {
      localStorage.setItem(KEY, JSON.stringify(changed));
      setPreferences(changed);
    },
  ];
}

function stored(): Preferences {
  try {
    return { ...DEFAULT, ...JSON.parse(localStorage.getItem(KEY) ?? "{}") };
  } catch {
    return DEFAULT;
  }
}
