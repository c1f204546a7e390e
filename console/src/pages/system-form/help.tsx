import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import { useConfig } from "../../config";
import type { HelpTopic } from "../../layout/context";
import { otherThan } from "./example";

export const CONNECTION_HELP: HelpTopic = {
  title: "Connect WHMCS",
  content: <ConnectionGuide />,
};

function ConnectionGuide() {
  return (
    <>
      <p>
        Four steps in the WHMCS admin area, which take about five minutes and need a full
        administrator. <b>System Settings</b> is below <b>Configuration</b>, the wrench; WHMCS 7
        calls it <b>Setup</b>.
      </p>
      <h3>1. Create an administrator for us</h3>
      <p>
        <b>System Settings → Administrator Roles → Add New Role Group.</b> Name it <i>API</i> and
        tick only <b>API Access</b>, and <b>Main Homepage</b>, without which WHMCS takes no role.
      </p>
      <p>
        <b>System Settings → Administrator Users → Add New Administrator.</b> Name it <i>revenue</i>
        , with a long random password nobody keeps, and the role <i>API</i>. Nobody signs in with
        it. It keeps the log of WHMCS readable, and can be disabled without locking anybody out.
      </p>
      <h3>2. Create an API role</h3>
      <p>
        <b>System Settings → Manage API Credentials → API Roles → Create API Role.</b> Name it{" "}
        <i>Revenue</i> and allow only <b>Billing → GetInvoices</b>. With this role nothing can be
        changed in WHMCS, and nothing but invoices can be read.
      </p>
      <h3>3. Generate the credential</h3>
      <p>
        <b>System Settings → Manage API Credentials → Generate New API Credential.</b> Choose the
        administrator of step 1 and the role <i>Revenue</i>. Copy the <b>identifier</b> to{" "}
        <i>Username</i> here, and the <b>secret</b> to <i>Password</i>. WHMCS shows the secret only
        once.
      </p>
      <h3>4. Let our requests in</h3>
      <LetIn />
      <h3>Test it</h3>
      <p>
        <b>Test connection</b> asks WHMCS for its number of invoices. When WHMCS refuses, the answer
        says what to change and where. Several wrong attempts in a row may make WHMCS ban an address
        for 15 minutes.
      </p>
    </>
  );
}

/** By our address where there is one that stays, else by the access key alone. */
function LetIn() {
  const { outgoing_address: address } = useConfig();
  const key = (
    <>
      add the line <code>$api_access_key = 'a long random text';</code> to the file{" "}
      <b>configuration.php</b> in the folder of WHMCS, unless it is there already, and enter the
      same text as <i>Access key</i> here. With it WHMCS lets our requests in from any address.
    </>
  );
  if (!address) {
    return (
      <p>
        WHMCS answers only addresses that it knows, and ours changes from time to time. So {key} Who
        runs this service can give it an address that stays.
      </p>
    );
  }
  return (
    <>
      <p>
        WHMCS answers only addresses that it knows. In{" "}
        <b>System Settings → General Settings → Security → API IP Access Restriction → Add IP</b>{" "}
        enter the address our requests come from:
      </p>
      <CopyToClipboard
        variant="inline"
        textToCopy={address}
        copyButtonAriaLabel="Copy the address"
        copySuccessText="Address copied"
        copyErrorText="The address could not be copied"
      />
      <p>Where that is not possible, {key}</p>
    </>
  );
}

export const SYNC_HELP: HelpTopic = {
  title: "Synchronisation",
  content: (
    <>
      <h3>Step</h3>
      <p>
        How many invoices are asked for at once. 250 suits most servers; a strong one delivers 1,000
        and more. A step that is too large for the server is halved by itself.
      </p>
      <h3>Parallel</h3>
      <p>How many requests are under way at the same time. Lower it where WHMCS slows down.</p>
      <h3>Automatic sync</h3>
      <p>
        A Sync starts at the time of day you set, up to 15 minutes later. WHMCS creates invoices and
        charges cards in its daily tasks, in the hour set there under{" "}
        <b>System Settings → Automation Settings → Time of Day</b>. Take a time that is an hour
        later, in the time zone of the server WHMCS runs on.
      </p>
      <p>
        A sync that was missed is caught up. On the day the clocks change, a time that is skipped is
        taken an hour later, and one that comes twice counts once.
      </p>
      <h3>Everything verified within … days</h3>
      <p>
        A Sync reads what is new or may have changed, which an invoice closed more than 60 days ago
        rarely does. So once a day it also compares a share of the oldest ones, and each is compared
        within so many days.
      </p>
    </>
  ),
};

export const RATES_HELP: HelpTopic = { title: "Exchange rates", content: <RatesGuide /> };

function RatesGuide() {
  const { reporting_currency: reporting } = useConfig();
  const other = otherThan(reporting);
  return (
    <>
      <p>
        A rate says what one unit of a currency is worth in {reporting}, the reporting currency: 1{" "}
        {other} = 0.92 {reporting}. An amount times the rate is its value in reports: 100 {other}{" "}
        count as 92 {reporting}.
      </p>
      <h3>Exchange rate</h3>
      <p>
        Counts for all invoices that no rate below is for. It is 1 when WHMCS invoices in{" "}
        {reporting}.
      </p>
      <h3>Rates by currency and date</h3>
      <p>
        The latest entry for the invoice's currency that starts on or before the invoice's day
        counts; without one, the exchange rate does. So a rate that changes does not rewrite past
        years. Leave the date empty for an entry that counts from the beginning.
      </p>
      <h3>Before you save</h3>
      <p>
        Of a system whose invoices are here, the form shows what other rates make of its revenue.
        Once saved they count at once in all reports; no sync is needed.
      </p>
    </>
  );
}
