import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Grid from "@cloudscape-design/components/grid";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useEffect } from "react";
import { type ErrorContext, useAuth } from "react-oidc-context";
import { PRODUCT } from "../layout/product";
import { useSignIn } from "./use-sign-in";

/** A sign-out fails where the provider offers none, or does not answer; here it is done by then. */
function Failed({ error }: { error: ErrorContext }) {
  return error.source === "signoutRedirect" ? (
    <Alert type="warning" header="You are signed out here only">
      Your identity provider could not be told ({error.message}), and may let this browser in again
      without asking who you are. Sign out there as well.
    </Alert>
  ) : (
    <Alert type="error" header="Sign-in did not work">
      {error.message}
    </Alert>
  );
}

export function SignIn() {
  const auth = useAuth();
  const signIn = useSignIn();
  useEffect(() => {
    document.title = `Sign in – ${PRODUCT}`;
  }, []);
  return (
    <main>
      <Box padding={{ top: "xxxl", horizontal: "l" }}>
        <Grid
          gridDefinition={[
            { colspan: { default: 12, xs: 8, m: 6 }, offset: { default: 0, xs: 2, m: 3 } },
          ]}
        >
          <Container header={<Header variant="h1">{PRODUCT}</Header>}>
            <SpaceBetween size="l">
              {auth.error && <Failed error={auth.error} />}
              {auth.user?.expired && !auth.error && (
                <Alert type="info" header="Your session has expired">
                  Sign in again to go on where you were.
                </Alert>
              )}
              <Box variant="p">
                Connects your WHMCS installations, keeps their invoices' amounts up to date and
                shows what your company earns over time. Nothing about your clients is stored.
              </Box>
              <Button variant="primary" onClick={() => signIn()} fullWidth>
                Sign in
              </Button>
            </SpaceBetween>
          </Container>
        </Grid>
      </Box>
    </main>
  );
}
