import { expect, it } from "vitest";
import { example, otherThan } from "./example";

it.each([
  ["0.92", "usd ", "An invoice of 100 USD counts as €92.00."],
  ["0,92", "", "An invoice of 100 counts as €92.00."],
  ["1.005", "GBP", "An invoice of 100 GBP counts as €100.50."],
  ["0.00655", "JPY", "An invoice of 100 JPY counts as €0.66."],
  ["12", "BTC", "An invoice of 100 BTC counts as €1,200.00."],
  ["", "USD", ""],
  ["0", "USD", ""],
  ["x", "USD", ""],
])("says what a rate of %j does to %j", (rate, currency, said) => {
  expect(example(rate, currency, "EUR")).toBe(said);
});

it("takes another currency than the reporting one for an example", () => {
  expect([otherThan("EUR"), otherThan("USD")]).toEqual(["USD", "EUR"]);
});
