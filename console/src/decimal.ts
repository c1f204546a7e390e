/** Exact sums of amounts, which are decimal text: whole millionths, never a float. */

const DECIMALS = 6;
const WRITTEN = 2;
const AMOUNT = /^(-?)(\d+)(?:\.(\d{1,6}))?$/;

/** Millionths. Throws for what is no amount. */
export function units(amount: string): bigint {
  const [, sign = "", whole, part = ""] = AMOUNT.exec(amount) ?? [];
  if (whole === undefined) {
    throw new RangeError(`${amount} is no amount.`);
  }
  return BigInt(sign + whole + part.padEnd(DECIMALS, "0"));
}

/** With two decimals, or with as many as it has. */
export function amountOf(sum: bigint): string {
  const digits = (sum < 0n ? -sum : sum).toString().padStart(DECIMALS + 1, "0");
  const part = digits.slice(-DECIMALS).replace(/0+$/, "").padEnd(WRITTEN, "0");
  return `${sum < 0n ? "-" : ""}${digits.slice(0, -DECIMALS)}.${part}`;
}
