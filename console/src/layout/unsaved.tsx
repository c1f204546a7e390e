import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useEffect, useRef } from "react";
import { useBlocker } from "react-router";

/** Set where the page is left for the sign-in, which comes back to it. */
let signingIn = false;
export const leaveToSignIn = () => {
  signingIn = true;
};

/** Asks before a page, or the tab, is left with changes that are not saved. */
export function useUnsaved(unsaved: boolean, onLeave: () => void) {
  const free = useRef(false);
  const blocker = useBlocker(
    ({ currentLocation: here, nextLocation: next }) =>
      unsaved && !free.current && here.pathname !== next.pathname,
  );
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (!free.current && !signingIn) {
        event.preventDefault();
      }
    };
    if (unsaved) {
      window.addEventListener("beforeunload", ask);
      return () => window.removeEventListener("beforeunload", ask);
    }
    return undefined;
  }, [unsaved]);

  const question = blocker.state === "blocked" && (
    <Question
      onStay={blocker.reset}
      onLeave={() => {
        onLeave();
        blocker.proceed();
      }}
    />
  );
  return {
    question,
    letGo: () => {
      free.current = true;
    },
  };
}

function Question({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }) {
  return (
    <Modal
      visible
      onDismiss={onStay}
      header="Leave page"
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onStay}>
              Stay
            </Button>
            <Button variant="primary" onClick={onLeave}>
              Leave
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <Alert type="warning">Your changes are not saved, and are lost when you leave.</Alert>
    </Modal>
  );
}
