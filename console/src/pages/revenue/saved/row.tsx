import Box from "@cloudscape-design/components/box";
import Button, { type ButtonProps } from "@cloudscape-design/components/button";
import Form from "@cloudscape-design/components/form";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { renamed, renameProblem, type SavedView, without } from "./list";
import type { SavedViews } from "./use-saved-views";

interface Props {
  view: SavedView;
  saved: SavedViews;
  /** Nothing is asked in this row any more: the focus goes somewhere else. */
  onDone: () => void;
}

/** A saved view with what can be done to it; each is asked about in its place. */
export function ViewRow({ view, saved, onDone }: Props) {
  const [doing, setDoing] = useState<"rename" | "delete" | null>(null);
  const { name } = view;
  const stop = () => {
    setDoing(null);
    onDone();
  };
  if (doing === "rename") {
    return <Rename view={view} saved={saved} onDone={stop} />;
  }
  if (doing === "delete") {
    return <Delete view={view} saved={saved} onDone={stop} />;
  }
  return (
    <Line text={name}>
      <Button ariaLabel={`Rename ${name}`} onClick={() => setDoing("rename")}>
        Rename
      </Button>
      <Button ariaLabel={`Delete ${name}`} onClick={() => setDoing("delete")}>
        Delete
      </Button>
    </Line>
  );
}

function Delete({ view: { name }, saved, onDone }: Props) {
  const button = useRef<ButtonProps.Ref>(null);
  useEffect(() => button.current?.focus(), []);
  function remove() {
    if (saved.change((views) => without(views, name))) {
      onDone();
    }
  }
  return (
    <Line text={`Delete ${name}?`}>
      <Button ref={button} onClick={remove}>
        Delete
      </Button>
      <Button variant="link" onClick={onDone}>
        Cancel
      </Button>
    </Line>
  );
}

function Line({ text, children }: { text: string; children: ReactNode }) {
  return (
    <SpaceBetween size="xs" direction="horizontal" alignItems="center">
      <Box>{text}</Box>
      {children}
    </SpaceBetween>
  );
}

function Rename({ view, saved, onDone }: Props) {
  const [typed, setTyped] = useState(view.name);
  const name = typed.trim();
  const problem = renameProblem(saved.views, view.name, name);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!problem && saved.change((views) => renamed(views, view.name, name))) {
      onDone();
    }
  }

  return (
    <form onSubmit={submit}>
      <Form
        actions={
          <SpaceBetween size="xs" direction="horizontal">
            <Button variant="link" formAction="none" onClick={onDone}>
              Cancel
            </Button>
            <Button>Rename</Button>
          </SpaceBetween>
        }
      >
        <FormField label={`New name of ${view.name}`} errorText={problem}>
          <Input value={typed} onChange={({ detail }) => setTyped(detail.value)} autoFocus />
        </FormField>
      </Form>
    </form>
  );
}
