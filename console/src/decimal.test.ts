import { expect, it } from "vitest";
import { amountOf, units } from "./decimal";

it.each(["0.00", "0.01", "-0.01", "119.00", "-1234.50", "9007199254740993.07", "0.123456"])(
  "takes %s and gives it back",
  (amount) => {
    expect(amountOf(units(amount))).toBe(amount);
  },
);

it("adds up what floats do not", () => {
  const sum = Array.from({ length: 10 }, () => units("0.10")).reduce((a, b) => a + b, 0n);
  expect(amountOf(sum)).toBe("1.00");
  expect(amountOf(units("90071992547409.93") + units("0.01"))).toBe("90071992547409.94");
  expect(amountOf(units("5"))).toBe("5.00");
});

it.each(["", "1e3", "1,5", "0.1234567", "NaN", "+1"])("refuses %j", (text) => {
  expect(() => units(text)).toThrow(RangeError);
});
