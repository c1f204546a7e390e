import { renderHook } from "@testing-library/react";
import { expect, it } from "vitest";
import { INVOICE } from "../../testing";
import { columnsOf } from "./columns";
import { compareBy, orderIn, withOrder } from "./order";
import { useOrdered } from "./use-ordered";

const COLUMNS = columnsOf((id) => `System ${id}`);
const ROWS = [
  { ...INVOICE, id: 1, number: "2026-10", gross: "9.00" },
  { ...INVOICE, id: 2, number: "2026-9", gross: "100.00" },
  { ...INVOICE, id: 3, number: "2026-11", gross: "20.00" },
];
const compare = (sort: string) => compareBy(COLUMNS, orderIn(new URLSearchParams(sort)));
const ids = (sort: string) =>
  renderHook(() => useOrdered(ROWS, compare(sort))).result.current.map(({ id }) => id);

it("reads the order from the address and sorts by it", () => {
  expect(ids("")).toEqual([1, 2, 3]);
  expect(ids("sort=gross")).toEqual([1, 3, 2]);
  expect(ids("sort=-gross")).toEqual([2, 3, 1]);
  expect(ids("sort=number")).toEqual([2, 1, 3]);
  expect(ids("sort=-nothing")).toEqual([1, 2, 3]);
});

it("stands beside the filter in the address", () => {
  const filter = new URLSearchParams("status=Paid&sort=net");
  const changed = withOrder(filter, { column: "gross", descending: true });
  expect(String(changed)).toBe("status=Paid&sort=-gross");
  expect(String(withOrder(changed, null))).toBe("status=Paid");
  expect(orderIn(changed)).toEqual({ column: "gross", descending: true });
});

it("puts what comes later into its place, and compares what was in order with its neighbour only", () => {
  let compared = 0;
  const byId = (a: { id: number }, b: { id: number }) => {
    compared += 1;
    return a.id - b.id;
  };
  const many = Array.from({ length: 10_000 }, (_, index) => ({ id: (index * 7919) % 10_007 }));
  const { result, rerender } = renderHook(({ count }) => useOrdered(many.slice(0, count), byId), {
    initialProps: { count: 9_990 },
  });
  const anew = compared;
  compared = 0;
  rerender({ count: 10_000 });
  expect(result.current).toEqual(many.toSorted((a, b) => a.id - b.id));
  expect(anew).toBeGreaterThan(90_000);
  expect(compared).toBeLessThan(25_000);
});
