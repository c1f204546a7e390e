import type { HelpTopic } from "../../layout/context";

export const HELP: HelpTopic = {
  title: "Overview",
  content: (
    <>
      <p>
        The net revenue of all systems in the reporting currency: paid invoices, a refunded one left
        out. Amounts lead to what they are made of.
      </p>
      <h3>So far</h3>
      <p>
        The running month and year are compared with the same days of earlier ones, up to today's.
        Today's date is that of UTC.
      </p>
      <h3>Issued or paid</h3>
      <p>
        <b>Issued</b> counts an invoice on its date, so that a recent month still grows when its
        invoices are paid. <b>Paid</b> counts it on the day it was settled: fairer for a month that
        still runs.
      </p>
      <h3>12 months and run-rate</h3>
      <p>
        The twelve whole months before this one, beside the twelve before them. The run-rate is what
        a year brings that goes on like the last three whole months: their sum times four.
      </p>
      <h3>Unpaid</h3>
      <p>
        Invoices with the status Unpaid, gross less the credit that was applied, by how long ago
        they were issued.
      </p>
      <h3>Needs attention</h3>
      <p>
        Systems of which nothing was copied yet, whose last sync failed or was cancelled, that were
        not synchronised for 36 hours, or that hold invoices which make no sense, with what to do.
      </p>
    </>
  ),
};
