import Alert from "@cloudscape-design/components/alert";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { useNavigate } from "react-router";
import type { System } from "../../api-types";
import { plural } from "../../format";
import { useShell } from "../../layout/context";
import { SYSTEMS } from "../../layout/links";
import { Problem } from "../../layout/problem";
import { Question } from "../../layout/question";
import { useDeleteSystem } from "./use-delete";

export function DeleteSystem({ system, onClose }: { system: System; onClose: () => void }) {
  const navigate = useNavigate();
  const { flash } = useShell();
  const { loading, error, remove } = useDeleteSystem(system);
  const [typed, setTyped] = useState("");
  const confirmed = typed.trim() === system.name.trim();

  async function submit() {
    await remove();
    flash({ type: "info", content: `${system.name} and its invoices are being deleted.` });
    onClose();
    await navigate(SYSTEMS.href);
  }

  return (
    <Question
      title={`Delete ${system.name}`}
      onCancel={onClose}
      action={{
        children: "Delete",
        disabled: !confirmed,
        loading,
        loadingText: "Deleting",
        onClick: () => void submit().catch(() => {}),
      }}
    >
      <SpaceBetween size="m">
        <Alert type="warning">
          This removes the system, its {plural(system.invoices, "invoice")}, its syncs and its
          stored credential from here. Its revenue disappears from all reports. WHMCS itself is not
          touched. This cannot be undone.
        </Alert>
        <FormField label={`To confirm, type the name: ${system.name}`}>
          <Input
            value={typed}
            onChange={({ detail }) => setTyped(detail.value)}
            placeholder={system.name}
            autoComplete={false}
            autoFocus
            ariaRequired
          />
        </FormField>
        {error && <Problem error={error} title="Not deleted" />}
      </SpaceBetween>
    </Question>
  );
}
