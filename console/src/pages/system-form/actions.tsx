import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";

interface Props {
  submitText: string;
  submitting: boolean;
  testing: boolean;
  onCancel: () => void;
}

export function Actions({ submitText, submitting, testing, onCancel }: Props) {
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button variant="link" formAction="none" onClick={onCancel}>
        Cancel
      </Button>
      <Button
        variant="primary"
        loading={submitting || testing}
        loadingText={testing ? "Testing the connection" : "Saving"}
      >
        {submitText}
      </Button>
    </SpaceBetween>
  );
}
