import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";

/** The console itself could not start. */
export function Unavailable({ error }: { error: Error }) {
  return (
    <main>
      <Box padding="xxl">
        <Alert
          type="error"
          header="The console could not be started"
          action={<Button onClick={() => window.location.reload()}>Try again</Button>}
        >
          {error.message}
        </Alert>
      </Box>
    </main>
  );
}
