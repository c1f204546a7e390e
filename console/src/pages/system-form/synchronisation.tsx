import ColumnLayout from "@cloudscape-design/components/column-layout";
import Toggle from "@cloudscape-design/components/toggle";
import type { ReactNode } from "react";
import { Field } from "./field";
import type { Fields } from "./fields";
import { SYNC_HELP } from "./help";
import { Schedule } from "./schedule";
import { Section } from "./section";

/** When syncs start by themselves, and how they read. `extra`: a choice below the fields. */
export function Synchronisation(props: Fields & { extra?: ReactNode }) {
  const { values, change, problem, text, extra } = props;
  return (
    <Section title="Synchronisation" help={SYNC_HELP}>
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
      {extra}
    </Section>
  );
}
