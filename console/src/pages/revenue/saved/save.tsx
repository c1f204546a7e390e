import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type FormEvent, useState } from "react";
import { useShell } from "../../../layout/context";
import { Problem } from "../../../layout/problem";
import { named, nameProblem, saved as withView } from "./list";
import type { SavedViews } from "./use-saved-views";

interface Props {
  saved: SavedViews;
  search: string;
  onClose: () => void;
}

const FORM = "save-view";

export function SaveView({ saved, search, onClose }: Props) {
  const { flash } = useShell();
  const [typed, setTyped] = useState("");
  const [tried, setTried] = useState(false);
  const name = typed.trim();
  const existing = named(saved.views, name);

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (!nameProblem(name) && saved.change((views) => withView(views, { name, search }))) {
      flash({ type: "success", content: `The view is saved as ${name}.` });
      onClose();
    }
  }

  return (
    <Modal
      visible
      onDismiss={onClose}
      header="Save this view"
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" form={FORM}>
              {existing ? "Replace" : "Save"}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form id={FORM} onSubmit={submit}>
        <SpaceBetween size="m">
          <FormField
            label="Name"
            description="All choices of this page are saved, in this browser. To share them, send the address of the page."
            constraintText={existing && `Replaces the view that is called ${existing.name}.`}
            errorText={tried && nameProblem(name)}
          >
            <Input value={typed} onChange={({ detail }) => setTyped(detail.value)} autoFocus />
          </FormField>
          {saved.error && <Problem error={saved.error} title="Not saved" />}
        </SpaceBetween>
      </form>
    </Modal>
  );
}
