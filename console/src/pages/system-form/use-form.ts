import { useState } from "react";
import { ApiError } from "../../api-error";
import type { System } from "../../api-types";
import type { Fields, TextName } from "./fields";
import { summary } from "./summary";
import { invoicesOf } from "./test-result";
import { useConnectionTest } from "./use-connection-test";
import { useInvalidFocus } from "./use-invalid-focus";
import { check, checkConnection, connection, type Values } from "./values";

interface Options {
  /** The system to change, or nothing when one is made. */
  system?: System | undefined;
  initial: Values;
  /** A connection that does not work is not saved without a question. */
  testsFirst?: boolean | undefined;
  error: Error | null;
  /** `invoices`: as many as WHMCS says it has; null: the connection was not tested. */
  onSubmit: (values: Values, invoices: number | null) => void;
  onEdit?: ((values: Values) => void) | undefined;
}

/** What is shown to be wrong: before somebody asks, nothing is. */
type Checking = "nothing" | "connection" | "all";

/** What is entered, what is wrong with it, and what happens to it. */
export function useForm({ system, initial, testsFirst, error, onSubmit, onEdit }: Options) {
  const [values, setValues] = useState(initial);
  const [checking, setChecking] = useState<Checking>("nothing");
  const [untested, setUntested] = useState(false);
  const test = useConnectionTest(system?.id);
  const { form, focus } = useInvalidFocus(error);
  const own = CHECKS[checking](values, system);
  const problem = (name: string) => own[name] || refusal(error ?? test.error, name);
  const asked = () => connection(values, system);

  function change(part: Partial<Values>) {
    const changed = { ...values, ...part };
    setValues(changed);
    onEdit?.(changed);
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
    const tested = known === null && testsFirst ? await test.run(asked()) : undefined;
    const invoices = known ?? invoicesOf(tested);
    if (invoices === null && testsFirst) {
      setUntested(true);
    } else {
      onSubmit(values, invoices);
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

  const fields: Fields = { values, change, problem, text };
  return { form, fields, summary: summary(own), test, untested, submit, testConnection };
}

const CHECKS: Record<Checking, typeof check> = {
  nothing: () => ({}),
  connection: checkConnection,
  all: check,
};

const CONNECTION: (keyof Values)[] = ["url", "username", "password", "access_key", "step"];

function refusal(error: Error | null, name: string): string {
  return error instanceof ApiError ? error.fieldProblem(name) : "";
}
