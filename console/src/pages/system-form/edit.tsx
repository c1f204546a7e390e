import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import { useState } from "react";
import { useNavigate, useParams } from "react-router";
import { ApiError } from "../../api-error";
import type { System } from "../../api-types";
import { useShell } from "../../layout/context";
import { Info } from "../../layout/info";
import { SYSTEMS, systemAddress } from "../../layout/links";
import { Page } from "../../layout/page";
import { Problem } from "../../layout/problem";
import { useSession } from "../../session/session";
import { Waiting } from "../../session/waiting";
import { useSystem } from "../system/use-system";
import { SystemForm } from "./form";
import { CONNECTION_HELP } from "./help";
import { NotAllowed } from "./not-allowed";
import { useDraft } from "./use-draft";
import { useChangeSystem } from "./use-save";
import { systemChange, type Values, valuesOf } from "./values";

export default function EditPage() {
  const { systemId = "" } = useParams();
  const { canChange } = useSession();
  const { data: system, loading, error, reload } = useSystem(systemId);
  const name = system?.name ?? "System";
  return (
    <Page
      title="Edit"
      crumbs={[SYSTEMS, { text: name, href: systemAddress(systemId) }]}
      help={CONNECTION_HELP}
      header={
        <Header variant="h1" info={<Info topic={CONNECTION_HELP} />}>
          Edit {name}
        </Header>
      }
    >
      {!canChange && <NotAllowed />}
      {canChange && loading && <Waiting />}
      {canChange && error && !system && <Problem error={error} onRetry={reload} />}
      {canChange && system && <Editor latest={system} />}
    </Page>
  );
}

/** Edits the version that was current when the form opened, so that nobody's change is lost. */
function Editor({ latest }: { latest: System }) {
  const navigate = useNavigate();
  const { flash } = useShell();
  const [system, setSystem] = useState(latest);
  const { loading, error, change } = useChangeSystem(system);
  const stale = error instanceof ApiError && error.status === 412;
  const back = systemAddress(system.id);
  const draft = useDraft(valuesOf(system), system.version);

  async function submit(values: Values) {
    const changed = await change(systemChange(values, system));
    flash({ type: "success", content: `${changed.name} is saved.` });
    draft.done();
    await navigate(back);
  }

  return (
    <>
      {draft.question}
      <SystemForm
        key={system.version}
        system={system}
        initial={draft.initial}
        notice={draft.notice}
        onEdit={draft.edited}
        submitText="Save"
        submitting={loading}
        error={error}
        errorAction={
          stale &&
          latest.version !== system.version && (
            <Alert
              type="info"
              action={
                <Button
                  formAction="none"
                  onClick={() => {
                    draft.forget();
                    setSystem(latest);
                  }}
                >
                  Show the new version
                </Button>
              }
            >
              Somebody else saved this system meanwhile. Showing their version drops your changes.
            </Alert>
          )
        }
        onSubmit={(values) => void submit(values).catch(() => {})}
        onCancel={() => void navigate(back)}
      />
    </>
  );
}
