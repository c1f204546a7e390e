import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import { useConfig } from "../../config";
import type { HelpTopic } from "../../layout/context";

export const CONNECTION_HELP: HelpTopic = {
  title: "Connect WHMCS",
  content: <ConnectionGuide />,
};

function ConnectionGuide() {
  const { outgoing_address: address } = useConfig();
  return (
    <>
      <p>Three steps in the WHMCS admin area; they take about two minutes.</p>
      <h3>1. Create an API role</h3>
      <p>
        <b>System Settings → API Credentials → API Roles → Create API Role.</b> Name it{" "}
        <i>Revenue</i> and allow only <b>Billing → GetInvoices</b>. With this role nothing can be
        changed in WHMCS, and nothing but invoices can be read.
      </p>
      <h3>2. Generate the credential</h3>
      <p>
        <b>System Settings → API Credentials → Generate New API Credential.</b> Choose an admin user
        and the role <i>Revenue</i>. Copy the <b>identifier</b> to <i>Username</i> here, and the{" "}
        <b>secret</b> to <i>Password</i>. WHMCS shows the secret only once.
      </p>
      <h3>3. Allow our address</h3>
      <p>
        <b>System Settings → General Settings → Security → API IP Access Restriction → Add IP.</b>{" "}
        {address
          ? "Add the address our requests come from:"
          : "Our requests come from addresses that change, so use an access key as below. Whoever runs this service can give it a fixed address instead."}
      </p>
      {address && (
        <CopyToClipboard
          variant="inline"
          textToCopy={address}
          copyButtonAriaLabel="Copy the address"
          copySuccessText="Address copied"
          copyErrorText="The address could not be copied"
        />
      )}
      <h3>Access key</h3>
      <p>
        Where <code>$api_access_key</code> is set in WHMCS's configuration.php, that key lets
        requests pass from any address. Enter it here in place of step 3.
      </p>
      <h3>Test it</h3>
      <p>
        <b>Test connection</b> asks WHMCS for its number of invoices. When WHMCS refuses, the answer
        says what to change and where. Several wrong attempts in a row may make WHMCS ban an address
        for 15 minutes.
      </p>
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

export const RATES_HELP: HelpTopic = {
  title: "Exchange rates",
  content: (
    <>
      <p>
        An amount times the rate is its value in the reporting currency. With the reporting currency
        EUR and invoices in USD, enter what one dollar is worth in euro, such as 0.92.
      </p>
      <h3>Rates by currency and date</h3>
      <p>
        The latest entry for the invoice's currency that starts on or before the invoice's day
        counts; without one, the exchange rate does. So a rate that changes does not rewrite past
        years. Leave the date empty for an entry that counts from the beginning.
      </p>
      <p>Changes count at once in all reports; no sync is needed.</p>
    </>
  ),
};
