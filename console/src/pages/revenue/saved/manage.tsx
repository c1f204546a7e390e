import Box from "@cloudscape-design/components/box";
import Button, { type ButtonProps } from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useRef } from "react";
import { Problem } from "../../../layout/problem";
import { ViewRow } from "./row";
import type { SavedViews } from "./use-saved-views";

interface Props {
  saved: SavedViews;
  onClose: () => void;
}

export function ManageViews({ saved, onClose }: Props) {
  const done = useRef<ButtonProps.Ref>(null);
  return (
    <Modal
      visible
      onDismiss={onClose}
      header="Saved views"
      footer={
        <Box float="right">
          <Button ref={done} variant="primary" onClick={onClose}>
            Done
          </Button>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {saved.views.length === 0 && <Box>No view is saved in this browser.</Box>}
        {saved.views.map((view) => (
          <ViewRow key={view.name} view={view} saved={saved} onDone={() => done.current?.focus()} />
        ))}
        {saved.error && <Problem error={saved.error} title="Not changed" />}
      </SpaceBetween>
    </Modal>
  );
}
