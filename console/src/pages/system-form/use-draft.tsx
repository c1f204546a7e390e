import Alert from "@cloudscape-design/components/alert";
import { useState } from "react";
import { draftKey, forgetDraft, keepDraft, keptDraft } from "../../layout/drafts";
import { useUnsaved } from "../../layout/unsaved";
import type { Values } from "./values";

interface Draft {
  values: Values;
  /** Of the system it was made from: on another version it would undo somebody's change. */
  version: number;
}

/**
 * What was entered and not saved: kept in this tab, without secrets, so that it outlives a session
 * that ends; and asked about before it is left.
 */
export function useDraft(stored: Values, version = 0) {
  const [key] = useState(draftKey);
  const [found] = useState(() => kept(key, version));
  const [edited, setEdited] = useState(found !== null);
  const forget = () => {
    forgetDraft(key);
    setEdited(false);
  };
  const unsaved = useUnsaved(edited, forget);
  return {
    initial: found?.version === version ? { ...stored, ...found.values } : stored,
    notice: found?.version === version && (
      <Alert type="info" header="What you entered is back">
        It is not saved yet. Enter a password or an access key again.
      </Alert>
    ),
    edited: (values: Values) => {
      const differs = JSON.stringify(values) !== JSON.stringify(stored);
      setEdited(differs);
      differs ? keepDraft(key, { values: withoutSecrets(values), version }) : forgetDraft(key);
    },
    forget,
    /** It is saved: there is nothing to ask. */
    done: () => {
      forgetDraft(key);
      unsaved.letGo();
    },
    question: unsaved.question,
  };
}

function kept(key: string, version: number): Draft | null {
  const draft = keptDraft(key) as Draft | null;
  return draft?.version === version ? draft : null;
}

const withoutSecrets = (values: Values): Values => ({ ...values, password: "", access_key: "" });
