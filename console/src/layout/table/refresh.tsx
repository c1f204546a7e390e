import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Popover from "@cloudscape-design/components/popover";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useEffect, useState } from "react";
import { time } from "../../format";
import type { Renewed } from "../../loaded";
import { Problem } from "../problem";

interface Props extends Renewed {
  error: Error | null;
  onRefresh: () => void;
}

/** When a list was read last, and a button to read it now. */
export function Refresh({ updatedAt, renewing, error, onRefresh }: Props) {
  const [asked, ask] = useState(false);
  // What is renewed by itself does not turn the button.
  useEffect(() => {
    renewing || ask(false);
  }, [renewing]);
  return (
    <SpaceBetween direction="horizontal" size="xs" alignItems="center">
      {updatedAt > 0 && <Updated updatedAt={updatedAt} error={error} />}
      <Button
        className="no-print"
        iconName="refresh"
        ariaLabel="Refresh"
        loading={asked && renewing}
        loadingText="Reading the list again"
        onClick={() => {
          ask(true);
          onRefresh();
        }}
      />
    </SpaceBetween>
  );
}

function Updated({ updatedAt, error }: { updatedAt: number; error: Error | null }) {
  const at = time(new Date(updatedAt).toISOString());
  if (error) {
    return (
      <Popover
        size="large"
        header="The list could not be renewed"
        content={<Problem error={error} />}
      >
        <StatusIndicator type="warning">Not renewed since {at}</StatusIndicator>
      </Popover>
    );
  }
  return (
    <Box variant="span" color="text-body-secondary" fontSize="body-s">
      Updated {at}
    </Box>
  );
}
