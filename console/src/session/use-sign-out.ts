import { useAuth } from "react-oidc-context";
import { useConfig } from "../config";
import { forgetDrafts } from "../layout/drafts";
import { forgetSignIn } from "./returning";

/** Here, and at the provider where it offers that (Cognito wants two names more). */
export function useSignOut(): () => Promise<void> {
  const auth = useAuth();
  const config = useConfig();
  return () => {
    forgetDrafts();
    forgetSignIn();
    const home = `${window.location.origin}/`;
    return auth.signoutRedirect({
      extraQueryParams: { client_id: config.client_id, logout_uri: home },
    });
  };
}
