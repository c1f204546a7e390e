/** WHMCS's own statuses of invoices, those that are asked for most first. */
export const STATUSES = [
  "Paid",
  "Unpaid",
  "Refunded",
  "Cancelled",
  "Collections",
  "Payment Pending",
  "Draft",
] as const;
