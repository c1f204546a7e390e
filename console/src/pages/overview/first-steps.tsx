import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useNavigate } from "react-router";
import { CREATE } from "../../layout/links";
import { useSession } from "../../session/session";

/** Before there is anything to look at. */
export function FirstSteps() {
  const { canChange } = useSession();
  return (
    <Container header={<Header variant="h2">No accounting system yet</Header>}>
      {canChange ? <Steps /> : "An administrator can connect one; then its revenue is here."}
    </Container>
  );
}

function Steps() {
  const navigate = useNavigate();
  return (
    <SpaceBetween size="m">
      <Box>
        <ol>
          <li>
            In WHMCS, make an API credential that may call <b>GetInvoices</b>; the form says how.
          </li>
          <li>Connect the WHMCS here: its address and that credential.</li>
          <li>
            A <b>Full sync</b> copies the invoices. When it has succeeded, the revenue is on this
            page.
          </li>
        </ol>
      </Box>
      <Button variant="primary" onClick={() => void navigate(CREATE)}>
        Create apiWHMCS
      </Button>
    </SpaceBetween>
  );
}
