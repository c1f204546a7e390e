import Box from "@cloudscape-design/components/box";
import type { ReactNode } from "react";

/** A smaller line below a figure. */
export function Secondary({ children }: { children: ReactNode }) {
  return (
    <Box color="text-body-secondary" fontSize="body-s">
      {children}
    </Box>
  );
}
