import type { SigninRedirectArgs } from "oidc-client-ts";
import { useCallback } from "react";
import { useAuth } from "react-oidc-context";
import { leaveToSignIn } from "../layout/unsaved";
import { hereAsState } from "./return-to";

/** Goes to the provider and comes back to the page that is open now. */
export function useSignIn(): (options?: Pick<SigninRedirectArgs, "prompt">) => void {
  const { signinRedirect } = useAuth();
  return useCallback(
    (options = {}) => {
      leaveToSignIn();
      void signinRedirect({ ...options, state: hereAsState() });
    },
    [signinRedirect],
  );
}
