import Button from "@cloudscape-design/components/button";
import ColumnLayout from "@cloudscape-design/components/column-layout";
import type { ComponentProps } from "react";
import type { System } from "../../api-types";
import { useConfig } from "../../config";
import { Info } from "../../layout/info";
import { Field } from "./field";
import type { Fields } from "./fields";
import { CONNECTION_HELP } from "./help";
import { Section } from "./section";
import { TestResult } from "./test-result";
import { isMoved } from "./values";

interface Props extends Fields {
  system?: System | undefined;
  test: ComponentProps<typeof TestResult>;
  onTest: () => void;
}

/** Where WHMCS is, and what it lets us in by. */
export function Connection({ values, text, system, test, onTest }: Props) {
  const { outgoing_address: address } = useConfig();
  const stored = system !== undefined;
  const moved = isMoved(values, system);
  return (
    <Section
      title="Connection"
      description="An API credential of WHMCS that may read invoices, and nothing else."
      help={CONNECTION_HELP}
    >
      <Field
        {...text("url")}
        label="URL"
        description="Address of the WHMCS installation, where its client area is."
        placeholder="https://billing.example.com"
        inputMode="url"
      />
      <ColumnLayout columns={2}>
        <Field
          {...text("username")}
          label="Username"
          description="Identifier of the API credential."
          info={<Info topic={CONNECTION_HELP} />}
        />
        <Field
          {...text("password")}
          label="Password"
          type="password"
          description="Secret of the API credential."
          constraint={passwordHint(stored, moved)}
          optional={stored && !moved}
        />
      </ColumnLayout>
      <Field
        {...text("access_key")}
        label="Access key"
        type="password"
        description={`${address ? "Only where WHMCS cannot allow our address" : "Lets our requests in, whose address changes"}: the value of $api_access_key.`}
        constraint={system?.has_access_key ? accessKeyHint(moved) : undefined}
        info={<Info topic={CONNECTION_HELP} />}
        optional
      />
      <div>
        <Button
          formAction="none"
          loading={test.loading}
          loadingText="Testing the connection"
          onClick={onTest}
        >
          Test connection
        </Button>
        <div aria-live="polite">
          <TestResult {...test} />
        </div>
      </div>
    </Section>
  );
}

function passwordHint(stored: boolean, moved: boolean): string {
  if (moved) {
    return "Needed again: the stored one goes only to the URL it was entered for.";
  }
  return stored ? "Stored; leave empty to keep it." : "Stored encrypted; never shown again.";
}

const accessKeyHint = (moved: boolean) =>
  moved
    ? "Needed again if WHMCS there has one: the stored one goes only to the URL it was entered for."
    : "Stored; leave empty to keep it.";
