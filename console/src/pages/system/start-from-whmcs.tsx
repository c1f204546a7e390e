import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import FormField from "@cloudscape-design/components/form-field";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { HookKey, System } from "../../api-types";
import { dateTime } from "../../format";
import { Problem } from "../../layout/problem";
import { useSession } from "../../session/session";
import { HOOK_FILE, hookFile } from "./hook-file";
import { useHookKey } from "./use-hook-key";

/** A key with which the system's WHMCS asks for a Sync, and the file that does it. */
export function StartFromWhmcs({ system }: { system: System }) {
  const { canChange } = useSession();
  const { data, loading, error, create, remove } = useHookKey(system.id);
  const { hook } = system;
  return (
    <ExpandableSection
      variant="container"
      headerText="Start from WHMCS"
      headerDescription={hook ? `On, with a key of ${dateTime(hook.created_at)}` : "Off"}
    >
      <SpaceBetween size="m">
        <Box variant="p">
          WHMCS can ask for a Sync by itself, right after its daily tasks: with a key, and a small
          PHP file in its folder <Box variant="code">includes/hooks/</Box>. The message holds
          nothing but the name of what happened.
        </Box>
        {canChange && (
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={create} loading={loading} disabled={system.deleting}>
              {hook ? "Replace key" : "Create key"}
            </Button>
            {hook && (
              <Button onClick={remove} loading={loading} disabled={system.deleting}>
                Switch off
              </Button>
            )}
          </SpaceBetween>
        )}
        {hook && !data && (
          <Box color="text-body-secondary">
            The key cannot be shown again. A new one ends it at once: WHMCS needs the new file then.
          </Box>
        )}
        {error && <Problem error={error} />}
        {data && <NewKey made={data} />}
      </SpaceBetween>
    </ExpandableSection>
  );
}

function NewKey({ made }: { made: HookKey }) {
  const file = hookFile(made);
  return (
    <SpaceBetween size="m">
      <Alert type="warning" header="Shown only now">
        Copy the file, or the key, before you leave this page. Neither can be shown again.
      </Alert>
      <FormField label="URL">
        <Copied text={made.url} what="URL" variant="inline" />
      </FormField>
      <FormField label="Key">
        <Copied text={made.key} what="key" variant="inline" />
      </FormField>
      <FormField
        label={HOOK_FILE}
        description={`Save it as includes/hooks/${HOOK_FILE} in the folder of WHMCS. That is all.`}
        secondaryControl={<Copied text={file} what="file" variant="button" />}
        stretch
      >
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
        <section className="log" tabIndex={0} aria-label={`The file ${HOOK_FILE}`}>
          <Box variant="pre">{file}</Box>
        </section>
      </FormField>
    </SpaceBetween>
  );
}

interface CopiedProps {
  text: string;
  what: string;
  variant: "inline" | "button";
}

function Copied({ text, what, variant }: CopiedProps) {
  return (
    <CopyToClipboard
      variant={variant}
      textToCopy={text}
      copyButtonText={`Copy the ${what}`}
      copyButtonAriaLabel={`Copy the ${what}`}
      copySuccessText="Copied"
      copyErrorText="It could not be copied"
    />
  );
}
