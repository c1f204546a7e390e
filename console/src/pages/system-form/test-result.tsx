import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Spinner from "@cloudscape-design/components/spinner";
import type { ConnectionTest } from "../../api-types";
import { count, plural } from "../../format";
import { Problem } from "../../layout/problem";

interface Props {
  data: ConnectionTest | undefined;
  loading: boolean;
  error: Error | null;
}

/** What WHMCS says it has; null where the connection does not work, or was not tested. */
export const invoicesOf = (result: ConnectionTest | undefined): number | null =>
  result && "invoices" in result ? result.invoices : null;

export function TestResult(props: Props) {
  return props.data || props.loading || props.error ? (
    <Box padding={{ top: "s" }}>
      <Result {...props} />
    </Box>
  ) : null;
}

function Result({ data, loading, error }: Props) {
  if (loading) {
    return (
      <Box color="text-body-secondary">
        <Spinner /> Asking WHMCS …
      </Box>
    );
  }
  if (error) {
    return <Problem error={error} title="The connection could not be tested" />;
  }
  if (data && "invoices" in data) {
    return (
      <Alert type="success" header="Connected">
        WHMCS holds {plural(data.invoices, "invoice")}: {plural(data.steps, "step")} for a full
        sync. It answered in {count(data.milliseconds)} ms.
      </Alert>
    );
  }
  return (
    data && (
      <Alert type="error" header="No connection">
        {data.detail}
        {data.advice && <Box variant="p">{data.advice}</Box>}
      </Alert>
    )
  );
}
