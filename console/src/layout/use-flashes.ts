import type { FlashbarProps } from "@cloudscape-design/components/flashbar";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Flash } from "./context";

interface Shown extends FlashbarProps.MessageDefinition {
  /** Not seen by a change of page yet: said on the way to the page it is meant for. */
  fresh: boolean;
}

/** Messages at the top of the page. They go when dismissed, and with the page they were shown on. */
export function useFlashes(pathname: string) {
  const [items, setItems] = useState<Shown[]>([]);

  const flash = useCallback((message: Flash) => {
    const id = crypto.randomUUID();
    const onDismiss = () => setItems((all) => all.filter((one) => one.id !== id));
    const item = { ...message, id, dismissible: true, dismissLabel: "Dismiss", onDismiss };
    setItems((all) => [{ ...item, fresh: true }, ...all]);
  }, []);

  const last = useRef(pathname);
  useEffect(() => {
    if (last.current !== pathname) {
      last.current = pathname;
      setItems((all) => all.filter((one) => one.fresh).map((one) => ({ ...one, fresh: false })));
    }
  }, [pathname]);

  return { items: items.map(({ fresh, ...item }) => item), flash };
}
