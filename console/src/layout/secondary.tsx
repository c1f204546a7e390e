import Box from "@cloudscape-design/components/box";
import type { ReactNode } from "react";

/** What stands small below something else. */
export function Secondary({ children }: { children: ReactNode }) {
  return (
    <Box color="text-body-secondary" fontSize="body-s">
      {children}
    </Box>
  );
}
