import type { HelpTopic } from "../../layout/context";

export const HELP: HelpTopic = {
  title: "Accounting systems",
  content: (
    <>
      <p>
        Each WHMCS installation you connect is a <b>system</b>. Its invoices' numbers, dates and
        amounts are copied here; nothing about your clients is.
      </p>
      <h3>Sync and Full sync</h3>
      <ul>
        <li>
          <b>Sync</b> reads new invoices and those that may have changed: unpaid ones, and those
          paid or refunded within the last 60 days. It is fast, and starts by itself where automatic
          sync is on: the list says when.
        </li>
        <li>
          <b>Full sync</b> reads every invoice again. Reports stay right while it runs. It is needed
          once; afterwards the daily Sync also compares a share of the oldest invoices, so that
          within 30 days, unless you set another period, each was compared.
        </li>
      </ul>
      <h3>Several at once</h3>
      <p>
        Select systems to start a Sync or a Full sync of each of them, or to edit or delete one.
        With none selected, <b>Sync all</b> starts a Sync of every system, or of those a filter
        leaves.
      </p>
      <h3>Figures</h3>
      <p>
        Below the last sync stands how old they are: all of them were compared with WHMCS since.
        <b>Incomplete</b>: no sync has succeeded yet, so some invoices are not in.
      </p>
      <h3>Net and gross</h3>
      <p>
        The sums of all paid invoices in the reporting currency, by your exchange rates: net before
        tax, gross with tax.
      </p>
    </>
  ),
};
