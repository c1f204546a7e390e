import type { HelpTopic } from "../../layout/context";

export const HELP: HelpTopic = {
  title: "An accounting system",
  content: (
    <>
      <h3>Sync</h3>
      <p>
        Reads new invoices and those that may have changed, and proves that we hold the same
        invoices as WHMCS. The everyday choice.
      </p>
      <h3>Full sync</h3>
      <p>
        Reads every invoice again. Needed the first time, and to see edits of invoices that were
        closed more than 60 days ago. Nothing is deleted first, so reports stay right meanwhile.
      </p>
      <h3>When a sync fails</h3>
      <p>
        The panel says why and what to do. Start the sync again afterwards: it goes on where it
        stopped. Nothing is ever skipped.
      </p>
      <h3>Proof</h3>
      <p>
        A succeeded sync compared the number of invoices in WHMCS with ours in the same moment.
        Equal numbers mean that none is missing and none is left over.
      </p>
      <h3>What the sums do not know</h3>
      <p>
        A mass payment invoice pays other invoices, and an add funds invoice becomes credit that
        pays others later. WHMCS reports these as invoices of their own, so they count twice.
      </p>
    </>
  ),
};
