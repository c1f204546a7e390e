import { expect, it } from "vitest";
import { colorsOf } from "./use-colors";

const system = (id: string, created_at: string) => ({ id, created_at });
const FIRST = system("b", "2026-01-01T00:00:00Z");
const SECOND = system("a", "2026-02-01T00:00:00Z");

it("keeps a system's colour, in whatever order they come and when another one is added", () => {
  const colorOf = colorsOf([SECOND, FIRST]);
  const later = colorsOf([system("0", "2026-03-01T00:00:00Z"), FIRST, SECOND]);
  expect(["a", "b"].map(colorOf)).toEqual(["var(--system-2)", "var(--system-1)"]);
  expect(["a", "b"].map(later)).toEqual(["a", "b"].map(colorOf));
});

it("has one for each, however many there are", () => {
  const many = Array.from({ length: 12 }, (_, n) => system(`s${n}`, `2026-01-${10 + n}`));
  const colorOf = colorsOf(many);
  expect([colorOf("s10"), colorOf("unknown")]).toEqual(["var(--system-1)", "var(--system-10)"]);
});
