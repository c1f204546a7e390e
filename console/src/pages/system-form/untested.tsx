import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import type { ConnectionTest } from "../../api-types";

interface Props {
  result: ConnectionTest | undefined;
  error: Error | null;
  onAccept: () => void;
}

/** WHMCS may be down, or not be set up yet, and that may be known. */
export function Untested({ result, error, onAccept }: Props) {
  const refused = result && "detail" in result ? result : null;
  return (
    <Alert
      type="error"
      header="The system was not created: its connection does not work"
      action={
        <Button formAction="none" onClick={onAccept}>
          Create it all the same
        </Button>
      }
    >
      {refused?.detail ?? error?.message}
      {refused?.advice && <Box variant="p">{refused.advice}</Box>}
    </Alert>
  );
}
