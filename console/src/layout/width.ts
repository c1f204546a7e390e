/** Widths of a screen in pixels, from which on there is room for more. */
export const TABLET = 688;
export const DESKTOP = 1200;

export const atLeast = (pixels: number) => window.matchMedia(`(min-width: ${pixels}px)`).matches;
