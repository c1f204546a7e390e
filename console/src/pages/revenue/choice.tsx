import FormField from "@cloudscape-design/components/form-field";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import { useId } from "react";

interface Props<T extends string> {
  label: string;
  /** Texts by what they stand for. */
  options: Record<T, string>;
  chosen: T;
  note?: string;
  onChange: (chosen: T) => void;
}

/** One of few. */
export function Choice<T extends string>({ label, options, chosen, note, onChange }: Props<T>) {
  const id = useId();
  return (
    <FormField label={<span id={id}>{label}</span>} constraintText={note}>
      <SegmentedControl
        ariaLabelledby={id}
        selectedId={chosen}
        options={Object.entries<string>(options).map(([value, text]) => ({ id: value, text }))}
        onChange={({ detail }) => onChange(detail.selectedId as T)}
      />
    </FormField>
  );
}
