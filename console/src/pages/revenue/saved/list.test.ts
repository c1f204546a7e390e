import { describe, expect, it } from "vitest";
import {
  LONGEST_NAME,
  named,
  nameProblem,
  renamed,
  renameProblem,
  saved,
  viewsIn,
  without,
} from "./list";

const A = { name: "Abroad", search: "currency=USD" };
const B = { name: "Brand", search: "" };

it.each([null, "", "nonsense", "{}", '[1, null, {"name": 1, "search": ""}, {"name": "x"}]'])(
  "takes %j for no views",
  (text) => {
    expect(viewsIn(text)).toEqual([]);
  },
);

describe("saved views", () => {
  it("are what was saved, by name", () => {
    const views = saved(saved([], B), A);
    expect(views).toEqual([A, B]);
    expect(viewsIn(JSON.stringify(views))).toEqual(views);
  });

  it("have each name one time, in whatever letter case", () => {
    const views = saved([A, B], { name: "abroad", search: "currency=GBP" });
    expect(views).toEqual([{ name: "abroad", search: "currency=GBP" }, B]);
    expect(named(views, "ABROAD")?.search).toBe("currency=GBP");
  });

  it("can be renamed and deleted", () => {
    expect(renamed([A, B], "Abroad", "Zone")).toEqual([B, { ...A, name: "Zone" }]);
    expect(renamed([A], "Abroad", "ABROAD")).toEqual([{ ...A, name: "ABROAD" }]);
    expect(renamed([A], "Gone", "Zone")).toEqual([A]);
    expect(without([A, B], "abroad")).toEqual([B]);
  });
});

describe("a name", () => {
  it("is some text of a length that fits", () => {
    expect(nameProblem("")).toMatch(/name/);
    expect(nameProblem("x".repeat(LONGEST_NAME + 1))).toMatch(/60/);
    expect(nameProblem("x".repeat(LONGEST_NAME))).toBe("");
  });

  it("is not that of another view", () => {
    expect(renameProblem([A, B], "Abroad", "brand")).toMatch(/Brand/);
    expect(renameProblem([A, B], "Abroad", "ABROAD")).toBe("");
    expect(renameProblem([A, B], "Abroad", "")).not.toBe("");
  });
});
