import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import { ApiError } from "../api-error";

interface Props {
  error: Error;
  onRetry?: () => void;
  title?: string;
}

/** What went wrong and what to do about it. */
export function Problem({ error, onRetry, title }: Props) {
  const known = error instanceof ApiError ? error : null;
  return (
    <Alert
      type="error"
      header={title ?? known?.title ?? "Something went wrong"}
      action={onRetry && <Button onClick={onRetry}>Try again</Button>}
    >
      {error.message}
      {known?.advice && <Box variant="p">{known.advice}</Box>}
    </Alert>
  );
}
