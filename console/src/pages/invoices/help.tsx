import type { HelpTopic } from "../../layout/context";

export const HELP: HelpTopic = {
  title: "Invoices",
  content: (
    <>
      <p>The invoices of all systems: numbers, dates and amounts, nothing about your clients.</p>
      <h3>Find</h3>
      <p>
        Choose a field, then its value; a text alone is a part of the number. All that you chose
        must be true, of several statuses, systems or currencies one. The address of this page holds
        the filter: send it to a colleague as it is.
      </p>
      <h3>Issued, paid, refunded</h3>
      <p>
        The days on which reports count an invoice: one without an issue date on the day it is due
        or paid; a refunded one that does not say when it was paid on the day it was issued.
      </p>
      <h3>Totals</h3>
      <p>
        Of everything that was found, exactly, in the currency of each invoice. Unreadable invoices
        have no amounts. Where the revenue report has a figure for the same invoices, it stands
        below, in the reporting currency: converted by day, as the report does.
      </p>
      <h3>Many invoices</h3>
      <p>
        The search stops at 10,000 found and goes on when you ask for more. The file always holds
        everything that was looked for.
      </p>
    </>
  ),
};
