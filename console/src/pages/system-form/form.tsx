import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import ColumnLayout from "@cloudscape-design/components/column-layout";
import Container from "@cloudscape-design/components/container";
import Form from "@cloudscape-design/components/form";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Toggle from "@cloudscape-design/components/toggle";
import { type ReactNode, useState } from "react";
import { ApiError } from "../../api-error";
import type { System } from "../../api-types";
import { useConfig } from "../../config";
import { Info } from "../../layout/info";
import { Problem } from "../../layout/problem";
import { Field } from "./field";
import { CONNECTION_HELP, RATES_HELP, SYNC_HELP } from "./help";
import { Rates } from "./rates";
import { Schedule } from "./schedule";
import { summary } from "./summary";
import { invoicesOf, TestResult } from "./test-result";
import { Untested } from "./untested";
import { useConnectionTest } from "./use-connection-test";
import { useInvalidFocus } from "./use-invalid-focus";
import {
  check,
  checkConnection,
  connection,
  isMoved,
  type ScheduleValues,
  type Values,
} from "./values";

interface Props {
  /** The system to change, or nothing when one is made. */
  system?: System;
  initial: Values;
  submitText: string;
  submitting: boolean;
  /** A connection that does not work is not saved without a question. */
  testsFirst?: boolean;
  error: Error | null;
  errorAction?: ReactNode;
  /** Above the fields. */
  notice?: ReactNode;
  /** A choice below the fields. */
  extra?: ReactNode;
  /** `invoices`: as many as WHMCS says it has; null: the connection was not tested. */
  onSubmit: (values: Values, invoices: number | null) => void;
  onCancel: () => void;
  onEdit?: (values: Values) => void;
}

export function SystemForm(props: Props) {
  const { system, error, submitting } = props;
  const { reporting_currency: currency } = useConfig();
  const [values, setValues] = useState(props.initial);
  const [checking, setChecking] = useState<"nothing" | "connection" | "all">("nothing");
  const test = useConnectionTest(system?.id);
  const { form, focus } = useInvalidFocus(error);
  const [untested, setUntested] = useState(false);
  const stored = system !== undefined;
  const moved = isMoved(values, system);

  const own =
    checking === "all"
      ? check(values, system)
      : checking === "connection"
        ? checkConnection(values, system)
        : {};
  const problem = (name: string) => own[name] || refusal(error ?? test.error, name);

  function change(part: Partial<Values>) {
    const changed = { ...values, ...part };
    setValues(changed);
    props.onEdit?.(changed);
    if (CONNECTION.some((name) => name in part)) {
      test.reset();
      setUntested(false);
    }
  }

  const text = (name: TextName) => ({
    name,
    value: values[name],
    onChange: (value: string) => change({ [name]: value }),
    problem: problem(name),
  });

  async function submit() {
    setChecking("all");
    if (Object.keys(check(values, system)).length > 0) {
      focus();
      return;
    }
    const known = invoicesOf(test.data);
    const tested = known === null && props.testsFirst ? await test.run(asked()) : undefined;
    const invoices = known ?? invoicesOf(tested);
    if (invoices === null && props.testsFirst) {
      setUntested(true);
    } else {
      props.onSubmit(values, invoices);
    }
  }

  async function testConnection() {
    setChecking((before) => (before === "all" ? before : "connection"));
    if (Object.keys(checkConnection(values, system)).length > 0) {
      focus();
    } else {
      await test.run(asked());
    }
  }

  const asked = () => connection(values, system);

  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Form
        errorText={summary(own)}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" formAction="none" onClick={props.onCancel}>
              Cancel
            </Button>
            <Button
              variant="primary"
              loading={submitting || test.loading}
              loadingText={test.loading ? "Testing the connection" : "Saving"}
            >
              {props.submitText}
            </Button>
          </SpaceBetween>
        }
      >
        <SpaceBetween size="l">
          {props.notice}
          <Container header={<Header variant="h2">System</Header>}>
            <SpaceBetween size="l">
              <Field {...text("name")} label="Name" placeholder="Hosting Europe" focus={!stored} />
              <Field {...text("description")} label="Description" optional />
            </SpaceBetween>
          </Container>

          <Container
            header={
              <Header
                variant="h2"
                info={<Info topic={CONNECTION_HELP} />}
                description="An API credential of WHMCS that may read invoices, and nothing else."
              >
                Connection
              </Header>
            }
          >
            <SpaceBetween size="l">
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
                description="Only where WHMCS cannot allow our address: the value of $api_access_key."
                constraint={system?.has_access_key ? accessKeyHint(moved) : undefined}
                info={<Info topic={CONNECTION_HELP} />}
                optional
              />
              <div>
                <Button
                  formAction="none"
                  loading={test.loading}
                  loadingText="Testing the connection"
                  onClick={() => void testConnection()}
                >
                  Test connection
                </Button>
                <div aria-live="polite">
                  <TestResult {...test} />
                </div>
              </div>
            </SpaceBetween>
          </Container>

          <Container
            header={
              <Header variant="h2" info={<Info topic={RATES_HELP} />}>
                Currency
              </Header>
            }
          >
            <SpaceBetween size="l">
              <Field
                {...text("exchange_rate")}
                label="Exchange rate"
                description={`What one unit of the system's currency is worth in ${currency}, the reporting currency.`}
                constraint={`1 when WHMCS invoices in ${currency}.`}
                inputMode="decimal"
              />
              <Rates
                rates={values.rates}
                onChange={(rates) => change({ rates })}
                problem={problem}
              />
            </SpaceBetween>
          </Container>

          <Container
            header={
              <Header variant="h2" info={<Info topic={SYNC_HELP} />}>
                Synchronisation
              </Header>
            }
          >
            <SpaceBetween size="l">
              <Toggle
                checked={values.auto_sync}
                onChange={({ detail }) => change({ auto_sync: detail.checked })}
                description="Starts syncs by itself, once a day or more often."
              >
                Automatic sync
              </Toggle>
              {(values.auto_sync || problem("sync_at") !== "") && (
                <Schedule values={values} onChange={change} problem={problem} />
              )}
              <ColumnLayout columns={3}>
                <Field
                  {...text("step")}
                  label="Step"
                  description="Invoices asked for at once."
                  constraint="1 to 5000; 250 suits most servers."
                  inputMode="numeric"
                />
                <Field
                  {...text("parallel")}
                  label="Parallel requests"
                  description="Requests under way at once."
                  constraint="1 to 8."
                  inputMode="numeric"
                />
                <Field
                  {...text("full_sync_days")}
                  label="Everything verified within"
                  description="Days in which Syncs compare each old invoice again."
                  constraint="0 means only by a full sync."
                  inputMode="numeric"
                />
              </ColumnLayout>
              {props.extra}
            </SpaceBetween>
          </Container>

          {untested && (
            <Untested
              result={test.data}
              error={test.error}
              onAccept={() => props.onSubmit(values, null)}
            />
          )}
          {error && (
            <Problem error={error} title={stored ? "Not saved" : "The system was not created"} />
          )}
          {props.errorAction}
        </SpaceBetween>
      </Form>
    </form>
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

/** The choice to copy the invoices right after creating. */
export function StartChoice(props: { checked: boolean; onChange: (checked: boolean) => void }) {
  return (
    <Checkbox
      checked={props.checked}
      onChange={({ detail }) => props.onChange(detail.checked)}
      description="Copies all invoices, so that revenue shows within minutes."
    >
      Start a full sync right away
    </Checkbox>
  );
}

type TextName = Exclude<keyof Values, "auto_sync" | "rates" | keyof ScheduleValues>;

const CONNECTION: (keyof Values)[] = ["url", "username", "password", "access_key", "step"];

function refusal(error: Error | null, name: string): string {
  return error instanceof ApiError ? error.fieldProblem(name) : "";
}
