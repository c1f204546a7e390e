import FormField from "@cloudscape-design/components/form-field";
import Multiselect from "@cloudscape-design/components/multiselect";

interface Props {
  label: string;
  /** What no choice means: `All systems`. */
  all: string;
  options: readonly { value: string; label: string }[];
  /** Options that came later would move under the pointer. */
  loading: boolean;
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

/** A choice of some of many, or without one of all. What is chosen and no more there can be left out. */
export function Several({ label, all, options, loading, chosen, onChange }: Props) {
  const gone = chosen.filter((one) => options.every(({ value }) => value !== one));
  const known = [...options, ...gone.map((value) => ({ value, label: value }))];
  const selected = known.filter(({ value }) => chosen.includes(value));
  return (
    <FormField label={label}>
      <Multiselect
        selectedOptions={selected}
        options={known}
        statusType={loading ? "loading" : "finished"}
        loadingText="Loading"
        empty="None"
        placeholder={selected.map(({ label }) => label).join(", ") || all}
        hideTokens
        enableSelectAll
        filteringType={known.length > MANY ? "auto" : "none"}
        filteringPlaceholder="Find"
        onChange={({ detail }) =>
          onChange(detail.selectedOptions.map(({ value = "" }) => value).sort())
        }
      />
    </FormField>
  );
}

const MANY = 10;
