import ColumnLayout from "@cloudscape-design/components/column-layout";
import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import TimeInput from "@cloudscape-design/components/time-input";
import { often } from "../../format";
import type { ScheduleValues } from "./values";

interface Props {
  values: ScheduleValues;
  onChange: (part: Partial<ScheduleValues>) => void;
  problem: (name: keyof ScheduleValues) => string;
}

/** When automatic syncs start. */
export function Schedule({ values, onChange, problem }: Props) {
  return (
    <ColumnLayout columns={3}>
      <FormField
        label="Starts at"
        description="An hour after WHMCS's own daily tasks: Automation Settings → Time of Day."
        constraintText="Hours and minutes, 00:00 to 23:59."
        errorText={problem("sync_at")}
      >
        <TimeInput
          value={values.sync_at}
          format="hh:mm"
          placeholder="hh:mm"
          onChange={({ detail }) => onChange({ sync_at: detail.value })}
        />
      </FormField>
      <FormField
        label="Time zone"
        description="Best that of the server of WHMCS."
        errorText={problem("time_zone")}
      >
        <Select
          selectedOption={{ value: values.time_zone }}
          options={zones(values.time_zone).map((value) => ({ value }))}
          filteringType="auto"
          filteringPlaceholder="Find a time zone"
          filteringAriaLabel="Find a time zone"
          virtualScroll
          onChange={({ detail }) => onChange({ time_zone: detail.selectedOption.value ?? "UTC" })}
        />
      </FormField>
      <FormField
        label="How often"
        description="Counted anew from each day's start."
        errorText={problem("every")}
      >
        <Select
          selectedOption={interval(values.every)}
          options={intervals(values.every).map(interval)}
          onChange={({ detail }) => onChange({ every: detail.selectedOption.value ?? "1440" })}
        />
      </FormField>
    </ColumnLayout>
  );
}

const INTERVALS = ["1440", "720", "480", "360", "240", "180", "120", "60"];

/** Those offered, and the stored one, which a script may have set. */
const intervals = (stored: string) => [...new Set([...INTERVALS, stored])];
const interval = (every: string) => ({ value: every, label: often(Number(every)) });

/** Browsers know some zones by older names; people look for today's. */
const TODAY: Record<string, string> = {
  "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
  "America/Godthab": "America/Nuuk",
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon",
  "Asia/Saigon": "Asia/Ho_Chi_Minh",
  "Atlantic/Faeroe": "Atlantic/Faroe",
  "Europe/Kiev": "Europe/Kyiv",
};

export function zones(stored: string): string[] {
  const names = Intl.supportedValuesOf("timeZone").map((name) => TODAY[name] ?? name);
  return [...new Set(["UTC", ...[stored, ...names].sort()])];
}
