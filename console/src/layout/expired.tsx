import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import { useSession } from "../session/session";
import { useSignIn } from "../session/use-sign-in";

/** Over the page a person was on, so that they see where they will come back to. */
export function Expired() {
  const { expired } = useSession();
  const signIn = useSignIn();
  return (
    <Modal
      visible={expired}
      onDismiss={() => signIn()}
      header="Your session has expired"
      closeAriaLabel="Sign in again"
      footer={
        <Box float="right">
          <Button variant="primary" onClick={() => signIn()}>
            Sign in again
          </Button>
        </Box>
      }
    >
      Sign in again to go on; you come back to this page.
    </Modal>
  );
}
