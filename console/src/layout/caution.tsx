import Box from "@cloudscape-design/components/box";
import Icon from "@cloudscape-design/components/icon";
import type { ReactNode } from "react";

/** A sentence of warning within other text. A StatusIndicator would break it in the middle of words. */
export function Caution({ children }: { children: ReactNode }) {
  return (
    <Box variant="span" color="text-status-warning">
      <Icon name="status-warning" variant="warning" ariaLabel="Warning" /> {children}
    </Box>
  );
}
