import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";

interface Props {
  error: Error;
  header?: string;
  action?: string;
  type?: "error" | "info";
}

/** The console itself could not start, or go on. */
export function Unavailable({
  error,
  header = "The console could not be started",
  action = "Try again",
  type = "error",
}: Props) {
  return (
    <main>
      <Box padding="xxl">
        <Alert
          type={type}
          header={
            <Box variant="h3" tagOverride="h1" padding="n">
              {header}
            </Box>
          }
          action={<Button onClick={() => window.location.reload()}>{action}</Button>}
        >
          {error.message}
        </Alert>
      </Box>
    </main>
  );
}
