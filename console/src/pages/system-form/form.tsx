import Form from "@cloudscape-design/components/form";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import type { System } from "../../api-types";
import { Problem } from "../../layout/problem";
import { Actions } from "./actions";
import { Connection } from "./connection";
import { Currency } from "./currency";
import { Field } from "./field";
import { Section } from "./section";
import { Synchronisation } from "./synchronisation";
import { Untested } from "./untested";
import { useForm } from "./use-form";
import type { Values } from "./values";

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
  const { form, fields, summary, test, untested, submit, testConnection } = useForm(props);
  const stored = system !== undefined;
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
        errorText={summary}
        actions={
          <Actions
            submitText={props.submitText}
            submitting={submitting}
            testing={test.loading}
            onCancel={props.onCancel}
          />
        }
      >
        <SpaceBetween size="l">
          {props.notice}
          <Section title="System">
            <Field
              {...fields.text("name")}
              label="Name"
              placeholder="Hosting Europe"
              focus={!stored}
            />
            <Field {...fields.text("description")} label="Description" optional />
          </Section>
          <Connection
            {...fields}
            system={system}
            test={test}
            onTest={() => void testConnection()}
          />
          <Currency {...fields} system={system} />
          <Synchronisation {...fields} extra={props.extra} />
          {untested && (
            <Untested
              result={test.data}
              error={test.error}
              onAccept={() => props.onSubmit(fields.values, null)}
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
