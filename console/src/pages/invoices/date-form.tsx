import Calendar from "@cloudscape-design/components/calendar";
import DateInput from "@cloudscape-design/components/date-input";
import FormField from "@cloudscape-design/components/form-field";
import type { PropertyFilterProps } from "@cloudscape-design/components/property-filter";
import SpaceBetween from "@cloudscape-design/components/space-between";

/** A day of a filter, typed or picked. */
export function DateForm({
  value,
  onChange,
}: PropertyFilterProps.ExtendedOperatorFormProps<string>) {
  const chosen = value ?? "";
  return (
    <SpaceBetween size="xs">
      <FormField label="Day" constraintText="Year, month, day: 2026/01/31">
        <DateInput
          value={chosen}
          placeholder="YYYY/MM/DD"
          onChange={({ detail }) => onChange(detail.value)}
        />
      </FormField>
      <Calendar value={chosen} onChange={({ detail }) => onChange(detail.value)} />
    </SpaceBetween>
  );
}
