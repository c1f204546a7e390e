import Alert from "@cloudscape-design/components/alert";
import { useEffect, useRef } from "react";
import { useBlocker } from "react-router";
import { Question } from "./question";

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
      title="Leave page"
      cancel="Stay"
      onCancel={blocker.reset}
      action={{
        children: "Leave",
        onClick: () => {
          onLeave();
          blocker.proceed();
        },
      }}
    >
      <Alert type="warning">Your changes are not saved, and are lost when you leave.</Alert>
    </Question>
  );
  return {
    question,
    letGo: () => {
      free.current = true;
    },
  };
}
