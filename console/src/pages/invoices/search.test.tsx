import { act, renderHook, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { FoundInvoice, FoundPage } from "../../api-types";
import { fakeService, INVOICE, json, problem } from "../../testing";
import { cell, HEADING, linesOf } from "./csv";
import { questionsOf } from "./search";
import { sumsOf, together, totalsOf } from "./totals";
import { useExport } from "./use-export";
import { useSearch } from "./use-search";
import { EVERYTHING, type Wanted } from "./wanted";

const rows = (length: number, part: Partial<FoundInvoice> = {}): FoundInvoice[] =>
  Array.from({ length }, (_, index) => ({ ...INVOICE, id: index + 1, ...part }));

/** Pages of a thousand; the cursor counts them. */
const service = (pages: number, part: Partial<FoundInvoice> = {}) =>
  fakeService({
    "GET /invoices": ({ path }) => {
      const page = Number(new URLSearchParams(path.split("?")[1]).get("cursor") ?? 1);
      const next = page < pages ? String(page + 1) : null;
      return json({ invoices: rows(1000, part), looked_at: 1500, next } satisfies FoundPage);
    },
  });

const search = (wanted: Wanted, from: ReturnType<typeof fakeService>) =>
  renderHook(() => useSearch(wanted), { wrapper: from.wrapper }).result;

describe("a search", () => {
  it("follows the cursor to the end and adds up everything", async () => {
    const result = search(EVERYTHING, service(3));
    await waitFor(() => expect(result.current.searching).toBe(false));
    expect([result.current.rows.length, result.current.lookedAt]).toEqual([3000, 4500]);
    expect(totalsOf(result.current.sums)).toMatchObject([{ count: 3000, net: "300000.00" }]);
    expect([result.current.waiting, result.current.error]).toEqual([false, null]);
  });

  it("waits at ten thousand rows, and goes on when asked", async () => {
    const fake = service(12);
    const result = search(EVERYTHING, fake);
    await waitFor(() => expect(result.current.waiting).toBe(true));
    expect([result.current.rows.length, fake.calls.length]).toEqual([10_000, 10]);
    // The page is drawn anew after each batch.
    expect(result.current.batches.map(({ rows }) => rows.length)).toEqual([1000, 2000, 3000, 4000]);
    act(() => result.current.goOn(10_000));
    await waitFor(() => expect(result.current.rows).toHaveLength(12_000));
    expect(result.current.waiting).toBe(false);
  });

  it("compares itself what the API does not", async () => {
    const wanted: Wanted = {
      ...EVERYTHING,
      issued: { from: "2026-01-01", to: "2026-01-31" },
      paid: { from: "2026-03-01", to: "" },
    };
    const result = search(wanted, service(2));
    await waitFor(() => expect(result.current.lookedAt).toBe(3000));
    await waitFor(() => expect(result.current.searching).toBe(false));
    expect(result.current.rows).toEqual([]);
  });

  it("keeps what it found where it cannot go on, and can be asked again", async () => {
    let broken = true;
    const fake = fakeService({
      "GET /invoices": ({ path }) => {
        if (!path.includes("cursor")) {
          return json({ invoices: rows(5), looked_at: 9, next: "two" });
        }
        return broken
          ? problem(422, { detail: "No." })
          : json({ invoices: rows(2), looked_at: 9, next: null });
      },
    });
    const result = search(EVERYTHING, fake);
    await waitFor(() => expect(result.current.error?.message).toBe("No."));
    expect([result.current.rows.length, result.current.searching]).toEqual([5, false]);
    broken = false;
    act(() => result.current.reload());
    await waitFor(() => expect(result.current.rows).toHaveLength(7));
    expect(result.current.error).toBeNull();
  });
});

describe("the questions to the API", () => {
  it("are one a system", () => {
    const asked = questionsOf({ ...EVERYTHING, system: ["one", "two"] });
    expect(asked.map(({ system_id }) => system_id)).toEqual(["one", "two"]);
    expect(questionsOf(EVERYTHING)).toEqual([{ limit: 1000, status: [], currency: [] }]);
  });

  it("name the refunded where their day is asked", () => {
    const day = { from: "2026-01-01", to: "" };
    expect(questionsOf({ ...EVERYTHING, refunded: day })).toMatchObject([{ status: ["Refunded"] }]);
    expect(questionsOf({ ...EVERYTHING, paid: day })).toMatchObject([
      { basis: "paid", from: "2026-01-01" },
    ]);
  });
});

describe("totals", () => {
  it("are exact, by currency, the most invoices first, and without the unreadable", () => {
    const some = sumsOf([
      ...rows(3, { net: "0.10", tax: "0.02", credit: "0.01", currency: "USD" }),
      ...rows(1, { net: "-5.00", tax: "0.00" }),
      ...rows(9, { unreadable: "total", currency: "" }),
    ]);
    expect(totalsOf(together(some, sumsOf(rows(1))))).toEqual([
      {
        currency: "USD",
        count: 3,
        net: "0.30",
        tax: "0.06",
        gross: "0.36",
        credit: "0.03",
        collected: "0.33",
      },
      {
        currency: "EUR",
        count: 2,
        net: "95.00",
        tax: "19.00",
        gross: "114.00",
        credit: "0.00",
        collected: "114.00",
      },
    ]);
  });
});

describe("the file", () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it("quotes, and keeps spreadsheets from computing text but not amounts", () => {
    const invoice = { ...INVOICE, number: "=1+1", status: 'Paid, "late"', net: "-1.50" };
    expect(HEADING).toMatch(/^system,system_id,id,number,date,/);
    expect(linesOf([invoice], () => "Example, Ltd")).toBe(
      '"Example, Ltd",one,1,\'=1+1,2026-01-31,2026-02-14,2026-02-03,,"Paid, ""late""",EUR,-1.50,19.00,119.00,0.00,119.00,\r\n',
    );
  });

  it.each([
    ["@SUM(A1)", "'@SUM(A1)"],
    ["-2", "'-2"],
    ["+2", "'+2"],
    [" =1", "' =1"],
    ["\u200B\uFF1D1", "'\u200B\uFF1D1"],
    ["\tx", "'\tx"],
    ["a\nb", '"a\nb"'],
    ["2026-0417", "2026-0417"],
  ])("writes %j as %j", (text, written) => {
    expect(cell(text)).toBe(written);
  });

  /** What is handed to the browser from now on. */
  function kept() {
    const files: Blob[] = [];
    URL.createObjectURL = (file: Blob) => String(files.push(file));
    URL.revokeObjectURL = () => undefined;
    vi.spyOn(HTMLAnchorElement.prototype, "click").mockReturnValue();
    return files;
  }

  it("begins with what was found already and reads the rest", async () => {
    const fake = service(3);
    const { result } = renderHook(
      () => ({ found: useSearch(EVERYTHING), file: useExport(EVERYTHING, () => "Hosting") }),
      { wrapper: fake.wrapper },
    );
    await waitFor(() => expect(result.current.found.searching).toBe(false));
    const files = kept();
    const [first] = result.current.found.batches;
    act(() => result.current.file.start(first ? [first] : []));
    await waitFor(() => expect(files).toHaveLength(1));
    expect((await textOf(files[0])).split("\r\n")).toHaveLength(1 + 3000 + 1);
    expect(fake.calls).toHaveLength(3 + 2);
  });

  it("is not made when it was cancelled, nor is that an error", async () => {
    const files = kept();
    let answer: (page: Response) => void = () => undefined;
    const fake = fakeService({
      "GET /invoices": ({ path }) =>
        path.includes("cursor")
          ? new Promise((resolve) => {
              answer = resolve;
            })
          : json({ invoices: rows(5), looked_at: 1500, next: "two" }),
    });
    const { result } = renderHook(() => useExport(EVERYTHING, () => "Hosting"), {
      wrapper: fake.wrapper,
    });
    act(() => result.current.start([]));
    await waitFor(() => expect(result.current.lookedAt).toBe(1500));
    act(() => result.current.cancel());
    answer(json({ invoices: rows(5), looked_at: 1500, next: null }));
    await waitFor(() => expect(result.current.running).toBe(false));
    expect([files.length, result.current.error]).toEqual([0, null]);
  });
});

const textOf = (file: Blob | undefined) =>
  new Promise<string>((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    file && reader.readAsText(file);
  });
