import Header from "@cloudscape-design/components/header";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useNavigate } from "react-router";
import { useApi } from "../../api";
import { plural } from "../../format";
import { useShell } from "../../layout/context";
import { Info } from "../../layout/info";
import { SYSTEMS, systemAddress } from "../../layout/links";
import { Page } from "../../layout/page";
import { atLeast, DESKTOP } from "../../layout/width";
import { useSession } from "../../session/session";
import { useSystems } from "../systems/use-systems";
import { SystemForm } from "./form";
import { CONNECTION_HELP } from "./help";
import { NotAllowed } from "./not-allowed";
import { StartChoice } from "./start-choice";
import { useDraft } from "./use-draft";
import { useCreateSystem } from "./use-save";
import { DEFAULTS, newSystem, type Values } from "./values";

export default function CreatePage() {
  const { canChange } = useSession();
  const api = useApi();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { flash } = useShell();
  const { loading, error, create } = useCreateSystem();
  const [start, setStart] = useState(true);
  const key = useIdempotencyKey();
  const draft = useDraft(DEFAULTS);
  useGuideForFirst(canChange);

  async function submit(values: Values, invoices: number | null) {
    const body = newSystem(values);
    const system = await create({ body, key: key(JSON.stringify(body)) });
    flash(
      invoices === null
        ? {
            type: "warning",
            content: `${system.name} is created; its connection does not work yet.`,
          }
        : {
            type: "success",
            content: `${system.name} is connected: WHMCS holds ${plural(invoices, "invoice")}.`,
          },
    );
    draft.done();
    await navigate(systemAddress(system.id));
    if (start && invoices !== null) {
      const failed = (problem: Error) =>
        flash({ type: "error", header: "The full sync did not start", content: problem.message });
      await api.startSync(system.id, { mode: "full" }, crypto.randomUUID()).catch(failed);
      await client.invalidateQueries({ queryKey: ["system", system.id] });
    }
  }

  return (
    <Page
      title="Create apiWHMCS"
      crumbs={[SYSTEMS]}
      help={CONNECTION_HELP}
      header={
        <Header
          variant="h1"
          info={<Info topic={CONNECTION_HELP} />}
          description="Connects a WHMCS installation by its API."
        >
          Create apiWHMCS
        </Header>
      }
    >
      {canChange ? (
        <SystemForm
          initial={draft.initial}
          notice={draft.notice}
          submitText="Create apiWHMCS"
          testsFirst
          onEdit={draft.edited}
          submitting={loading}
          error={error}
          extra={<StartChoice checked={start} onChange={setStart} />}
          onSubmit={(values, invoices) => void submit(values, invoices).catch(() => {})}
          onCancel={() => void navigate(SYSTEMS.href)}
        />
      ) : (
        <NotAllowed />
      )}
      {draft.question}
    </Page>
  );
}

/** Who connects the first system sees how, where there is room for it beside the form. */
function useGuideForFirst(canChange: boolean) {
  const { openHelp, closeHelp } = useShell();
  const { data: systems } = useSystems();
  const first = systems?.length === 0;
  useEffect(() => {
    if (canChange && first && atLeast(DESKTOP)) {
      openHelp(CONNECTION_HELP);
      return closeHelp;
    }
    return undefined;
  }, [canChange, first, openHelp, closeHelp]);
}

/** The same key for the same request, so that trying again creates no second system. */
function useIdempotencyKey(): (request: string) => string {
  const last = useRef({ request: "", key: "" });
  return (request) => {
    if (last.current.request !== request) {
      last.current = { request, key: crypto.randomUUID() };
    }
    return last.current.key;
  };
}
