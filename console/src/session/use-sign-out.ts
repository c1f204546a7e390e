import { useAuth } from "react-oidc-context";
import { useConfig } from "../config";

/** Ends the session here, and at the provider where it offers that (Cognito wants two names more). */
export function useSignOut(): () => Promise<void> {
  const auth = useAuth();
  const config = useConfig();
  return async () => {
    const home = `${window.location.origin}/`;
    const left = await auth
      .signoutRedirect({ extraQueryParams: { client_id: config.client_id, logout_uri: home } })
      .then(() => true)
      .catch(() => false);
    if (!left) {
      await auth.removeUser();
    }
  };
}
