import Checkbox from "@cloudscape-design/components/checkbox";

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
