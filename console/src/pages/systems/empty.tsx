import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useSession } from "../../session/session";
import { CreateButton } from "./create-button";

export function Empty() {
  const { canChange } = useSession();
  return (
    <Box textAlign="center" padding={{ vertical: "l" }}>
      <SpaceBetween size="m">
        <SpaceBetween size="xxs">
          <Box variant="strong">No accounting system yet</Box>
          <Box color="text-body-secondary">
            {canChange
              ? "Connect your first WHMCS; it takes an address and an API credential."
              : "An administrator can connect one."}
          </Box>
        </SpaceBetween>
        {canChange && <CreateButton />}
      </SpaceBetween>
    </Box>
  );
}

export function NoMatch({ onClear }: { onClear: () => void }) {
  return (
    <SpaceBetween size="xs">
      <Box variant="strong">No system matches</Box>
      <Button onClick={onClear}>Clear filter</Button>
    </SpaceBetween>
  );
}
