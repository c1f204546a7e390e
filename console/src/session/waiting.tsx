import Box from "@cloudscape-design/components/box";
import Spinner from "@cloudscape-design/components/spinner";

export function Waiting() {
  return (
    <Box textAlign="center" padding={{ top: "xxxl" }}>
      <div role="status" aria-label="Loading">
        <Spinner size="large" />
      </div>
    </Box>
  );
}
