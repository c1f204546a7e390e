import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type FormEvent, useState } from "react";
import { useShell } from "../../../layout/context";
import { Problem } from "../../../layout/problem";
import { Question } from "../../../layout/question";
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
    <Question
      title="Save this view"
      onCancel={onClose}
      action={{ children: existing ? "Replace" : "Save", form: FORM }}
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
    </Question>
  );
}
