import { expect, it } from "vitest";
import { defaultsOf, readPreferences, written } from "./preferences";

const DEFAULTS = defaultsOf([{ id: "name" }, { id: "net" }, { id: "gross" }], 20);
const HIDDEN = defaultsOf([{ id: "name" }, { id: "kind", hidden: true }], 20);
const read = (value: unknown) => readPreferences(JSON.stringify(value), DEFAULTS);

it("finds again what was written", () => {
  const chosen = {
    pageSize: 50,
    wrapLines: false,
    stripedRows: true,
    contentDensity: "compact" as const,
    columns: [
      { id: "name", visible: true },
      { id: "gross", visible: true },
      { id: "net", visible: false },
    ],
    widths: { gross: 230 },
  };
  expect(readPreferences(written(chosen), DEFAULTS)).toEqual(chosen);
});

it("takes none of another version, and none that is no preference", () => {
  expect(read({ pageSize: 50, columns: [{ id: "net", visible: false }] })).toEqual(DEFAULTS);
  expect(read({ version: 2, pageSize: 50 })).toEqual(DEFAULTS);
  for (const text of [null, "", "{", "7", "null", "[]", '"text"']) {
    expect(readPreferences(text, DEFAULTS)).toEqual(DEFAULTS);
  }
});

it("leaves out what makes no sense, part by part", () => {
  const found = read({
    version: 1,
    pageSize: 7,
    wrapLines: "yes",
    stripedRows: true,
    contentDensity: "dense",
    columns: "all",
    widths: { name: 1, net: "200", gross: 300, gone: 300 },
  });
  expect(found).toEqual({ ...DEFAULTS, stripedRows: true, widths: { gross: 300 } });
});

it("forgets columns that are gone, adds new ones, and always shows the first", () => {
  const found = read({
    version: 1,
    columns: [{ id: "gone", visible: true }, { id: "net", visible: false }, null, { id: "name" }],
  });
  expect(found.columns).toEqual([
    { id: "net", visible: false },
    { id: "name", visible: true },
    { id: "gross", visible: true },
  ]);
  const hidden = read({ version: 1, columns: [{ id: "name", visible: false }] });
  expect(hidden.columns[0]).toEqual({ id: "name", visible: true });
});

it("hides a column until somebody wants it", () => {
  const shown = {
    ...HIDDEN,
    columns: HIDDEN.columns.map((column) => ({ ...column, visible: true })),
  };
  expect(readPreferences(null, HIDDEN).columns[1]).toEqual({ id: "kind", visible: false });
  expect(readPreferences(written(shown), HIDDEN).columns[1]).toEqual({ id: "kind", visible: true });
});
