import type { HelpTopic } from "../../layout/context";

export const HELP: HelpTopic = {
  title: "Revenue",
  content: (
    <>
      <p>
        The sum of your invoices in the reporting currency. Without another choice, paid invoices by
        the day they were issued.
      </p>
      <h3>Issued or paid</h3>
      <p>
        <b>Issued</b> counts an invoice on its date; <b>paid</b> on the day it was settled.
      </p>
      <h3>So far</h3>
      <p>
        A year, month or other period that is not over is compared with the same days of the one a
        year before: up to today's, which are named. Today's date is that of UTC.
      </p>
      <h3>Fiscal years</h3>
      <p>
        Where your fiscal year begins with another month than January, years and quarters follow it.
        FY2026 is the one that ends in 2026. The month is set for the whole deployment.
      </p>
      <h3>Net and gross</h3>
      <p>
        Net is the subtotal, gross the subtotal with taxes. Credit that was applied does not lower
        either, because the customer paid it before. <b>Collected</b> is gross without what was paid
        with credit.
      </p>
      <h3>Refunds</h3>
      <p>
        <b>Excluded</b>: a refunded invoice leaves the revenue, so a past month may become smaller.{" "}
        <b>Booked</b>: it stays where it was and is subtracted on the day of its refund, so that
        closed months stay as they are.
      </p>
      <h3>Systems and currencies</h3>
      <p>
        What is chosen there is what is summed: the line below the heading of the totals says it.
        Shown by <b>currencies</b>, the chart stacks what the invoices of each currency are worth in
        the reporting currency. The table has them as they are in WHMCS too. The file says both,
        with a line for each system and currency.
      </p>
      <h3>Complete or not</h3>
      <p>
        Systems whose invoices are not all in, or whose last sync failed, are named below the
        totals. Where one is incomplete, no change is shown. Otherwise the age of the oldest figure
        stands there.
      </p>
      <h3>Exchange rates</h3>
      <p>
        Rates are applied when the report is made. Changing one shows at once, without a sync. A
        warning names systems that hold currencies without a rate of their own.
      </p>
      <h3>Share a view</h3>
      <p>The address of this page holds all choices: send it to a colleague as it is.</p>
      <h3>Saved views</h3>
      <p>
        Save the choices under a name to come back to them. Saved views are kept in this browser.
        One saved without a choice of a year shows the latest year whenever it is opened.
      </p>
    </>
  ),
};
