import Box from "@cloudscape-design/components/box";
import Button, { type ButtonProps } from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";

interface Props {
  title: string;
  cancel?: string;
  onCancel: () => void;
  /** The button that answers with yes: its text, and what it does. */
  action: Omit<ButtonProps, "variant">;
  children: ReactNode;
}

/** A dialog that asks before something is done. */
export function Question({ title, cancel = "Cancel", onCancel, action, children }: Props) {
  return (
    <Modal
      visible
      onDismiss={onCancel}
      header={title}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onCancel}>
              {cancel}
            </Button>
            <Button {...action} variant="primary" />
          </SpaceBetween>
        </Box>
      }
    >
      {children}
    </Modal>
  );
}
