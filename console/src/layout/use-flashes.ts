import type { FlashbarProps } from "@cloudscape-design/components/flashbar";
import { useCallback, useState } from "react";
import type { Flash } from "./context";

/** Messages at the top of the page: they stay until dismissed or cleared. */
export function useFlashes() {
  const [items, setItems] = useState<FlashbarProps.MessageDefinition[]>([]);

  const flash = useCallback((message: Flash) => {
    const id = crypto.randomUUID();
    const onDismiss = () => setItems((all) => all.filter((one) => one.id !== id));
    const item = { ...message, id, dismissible: true, dismissLabel: "Dismiss", onDismiss };
    setItems((all) => [item, ...all]);
  }, []);

  const clearFlashes = useCallback(() => setItems([]), []);
  return { items, flash, clearFlashes };
}
