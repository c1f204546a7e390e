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
        Reads every invoice again, from the first to the last. Needed the first time, and to see
        edits of old invoices at once. Nothing is deleted first, so reports stay right meanwhile.
      </p>
      <h3>Start from WHMCS</h3>
      <p>
        In the tab Settings. WHMCS itself can ask for a Sync, right after its daily tasks or after
        each payment. What it sends is signed with a key of this system, and can do nothing but
        start a Sync.
      </p>
      <h3>When a sync fails</h3>
      <p>The tab Status says why, and has a button for what to do. What it copied stays.</p>
      <h3>Continue, or start anew</h3>
      <p>
        After a full sync that failed or was cancelled there are both. <b>Continue</b> reads only
        what is left: invoices it read before the stop are as old as that. <b>Full sync</b> reads
        every invoice again.
      </p>
      <h3>Proof</h3>
      <p>
        A succeeded sync compared the number of invoices in WHMCS with ours in the same moment.
        Equal numbers mean that none is missing and none is left over. A Sync also compared the
        numbers of each closed status, so that no refund is missed, however old the invoice.
      </p>
      <h3>Timeline</h3>
      <p>
        Who connected, changed and tested the system, and who started its syncs, for a year. Parts
        of a credential are named, never shown.
      </p>
      <h3>What the sums do not know</h3>
      <p>
        A mass payment invoice pays other invoices, and an add funds invoice becomes credit that
        pays others later. WHMCS reports these as invoices of their own, so they count twice.
      </p>
    </>
  ),
};
