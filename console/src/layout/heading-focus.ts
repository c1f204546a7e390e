import { type RefObject, useEffect } from "react";
import { useLocation } from "react-router";

export const HEADING = "heading";

/** Where the reader is; null at the start, where the browser has put them. */
let announced: string | null = null;
let focused: HTMLElement | null = null;

/**
 * Moves the focus to the heading of a page that was changed to, as a browser does that loads one:
 * so that a screen reader says where one is, and Tab goes on from there. A page that has put the
 * focus into its content, such as the first field of a form, is left alone.
 */
export function useHeadingFocus(content: RefObject<HTMLElement | null>): void {
  const { pathname } = useLocation();
  useEffect(() => {
    const changed = announced !== null && announced !== pathname;
    announced = pathname;
    // What a page shows while it loads has a heading of its own, which goes with the focus.
    const lost = focused?.isConnected === false && document.activeElement === document.body;
    if ((changed || lost) && !content.current?.contains(document.activeElement)) {
      focusHeading();
    }
  }, [pathname, content]);
}

export function focusHeading(): void {
  const heading = document.querySelector<HTMLElement>(`#${HEADING} h1`);
  if (heading) {
    heading.tabIndex = -1;
    heading.focus();
    focused = heading;
  }
}
