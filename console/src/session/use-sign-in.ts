import { useAuth } from "react-oidc-context";
import { leaveToSignIn } from "../layout/unsaved";

/** Goes to the provider and comes back to the page that is open now. */
export function useSignIn(): () => void {
  const auth = useAuth();
  return () => {
    leaveToSignIn();
    const parameters = new URLSearchParams(window.location.search);
    const back = parameters.has("state") ? "/" : window.location.pathname + window.location.search;
    void auth.signinRedirect({ state: { returnTo: back } });
  };
}
