/** How a person wants a list, as text in the browser, and back. */

export interface Preferences {
  pageSize: number;
  wrapLines: boolean;
  stripedRows: boolean;
  contentDensity: "comfortable" | "compact";
  /** In the order of the table. The first column is always shown. */
  columns: readonly { id: string; visible: boolean }[];
  /** Pixels, of the columns somebody has dragged. */
  widths: Readonly<Record<string, number>>;
}

const VERSION = 1;
const NARROWEST = 40;
const WIDEST = 2000;

export const PAGE_SIZES = [10, 20, 50, 100];

export interface Known {
  id: string;
  hidden?: boolean;
}

export function defaultsOf(columns: readonly Known[], pageSize: number): Preferences {
  return {
    pageSize,
    wrapLines: true,
    stripedRows: false,
    contentDensity: "comfortable",
    columns: columns.map(({ id, hidden = false }) => ({ id, visible: !hidden })),
    widths: {},
  };
}

export const written = (preferences: Preferences) =>
  JSON.stringify({ ...preferences, version: VERSION });

/** What stands there may be of an older console, or of none: each part counts if it makes sense. */
export function readPreferences(text: string | null, defaults: Preferences): Preferences {
  const found = objectIn(text);
  if (found.version !== VERSION) {
    return defaults;
  }
  const { pageSize, wrapLines, stripedRows, contentDensity, columns, widths } = found;
  return {
    pageSize: PAGE_SIZES.find((size) => size === pageSize) ?? defaults.pageSize,
    wrapLines: typeof wrapLines === "boolean" ? wrapLines : defaults.wrapLines,
    stripedRows: typeof stripedRows === "boolean" ? stripedRows : defaults.stripedRows,
    contentDensity:
      contentDensity === "compact" || contentDensity === "comfortable"
        ? contentDensity
        : defaults.contentDensity,
    columns: knownColumns(columns, defaults.columns),
    widths: knownWidths(widths, defaults.columns),
  };
}

/** Those that there are, in the order they were put into; new ones behind. */
function knownColumns(stored: unknown, known: Preferences["columns"]): Preferences["columns"] {
  const kept = new Map<string, boolean>();
  for (const one of Array.isArray(stored) ? stored : []) {
    const { id, visible } = isObject(one) ? one : {};
    if (known.some((column) => column.id === id) && typeof visible === "boolean") {
      kept.set(String(id), visible);
    }
  }
  const first = known[0]?.id;
  const news = known.filter(({ id }) => !kept.has(id));
  return [...[...kept].map(([id, visible]) => ({ id, visible: visible || id === first })), ...news];
}

function knownWidths(stored: unknown, known: Preferences["columns"]): Preferences["widths"] {
  const widths = isObject(stored) ? stored : {};
  return Object.fromEntries(
    known.flatMap(({ id }) => {
      const width = widths[id];
      return typeof width === "number" && width >= NARROWEST && width <= WIDEST
        ? [[id, width]]
        : [];
    }),
  );
}

function objectIn(text: string | null): Record<string, unknown> {
  try {
    const found: unknown = JSON.parse(text ?? "null");
    return isObject(found) ? found : {};
  } catch {
    return {};
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
