import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import { useParams } from "react-router";
import { ApiError } from "../../api-error";
import { SYSTEMS, SystemsLink } from "../../layout/links";
import { Page } from "../../layout/page";
import { Problem } from "../../layout/problem";
import { Waiting } from "../../session/waiting";
import { HELP } from "./help";
import { OneSystem } from "./one-system";
import { useSystem } from "./use-system";

export default function SystemPage() {
  const { systemId = "" } = useParams();
  const { data: system, loading, error, reload } = useSystem(systemId);
  if (system) {
    return <OneSystem key={system.id} system={system} error={error} />;
  }
  const gone = error instanceof ApiError && error.status === 404;
  return (
    <Page
      title="System"
      crumbs={[SYSTEMS]}
      help={HELP}
      header={<Header variant="h1">System</Header>}
    >
      {loading && <Waiting />}
      {error && !gone && <Problem error={error} onRetry={reload} />}
      {gone && (
        <Box variant="p">
          This system does not exist, or no longer. Go to the{" "}
          <SystemsLink>list of systems</SystemsLink>.
        </Box>
      )}
    </Page>
  );
}
