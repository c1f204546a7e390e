import { useEffect, useRef } from "react";
import { useLocation } from "react-router";

/**
 * Takes whoever comes for this part of the page (`…/edit#rates`) to its heading. A browser does so
 * only when it loads a page, and before what is loaded later is there.
 */
export function useTargetFocus(id: string | undefined) {
  const target = useRef<HTMLDivElement>(null);
  const { hash, key } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: each time somebody comes for it
  useEffect(() => {
    const heading = target.current?.querySelector<HTMLElement>("h2");
    if (heading && hash === `#${id}`) {
      heading.tabIndex = -1;
      heading.focus();
    }
  }, [hash, key, id]);
  return target;
}
