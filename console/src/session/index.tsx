import { type UserManagerSettings, WebStorageStateStore } from "oidc-client-ts";
import { type ReactNode, useState } from "react";
import { AuthProvider, useAuth } from "react-oidc-context";
import type { Config } from "../api-types";
import { useConfig } from "../config";
import { goBack } from "./return-to";
import { MARGIN_SECONDS, SessionManager } from "./session-manager";
import { SignIn } from "./sign-in";
import { SignedIn } from "./signed-in";
import { useReturning } from "./use-returning";
import { Waiting } from "./waiting";

/** Signs in by code flow with PKCE; what is inside sees a session, always. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const config = useConfig();
  const [manager] = useState(() => new SessionManager(settings(config)));
  return (
    <AuthProvider userManager={manager} onSigninCallback={(user) => user && goBack(user.state)}>
      <Gate>{children}</Gate>
    </AuthProvider>
  );
}

function Gate({ children }: { children: ReactNode }) {
  const auth = useAuth();
  const asking = useReturning();
  if (auth.user && auth.isAuthenticated) {
    return <SignedIn user={auth.user}>{children}</SignedIn>;
  }
  return (auth.isLoading || asking) && !auth.error ? <Waiting /> : <SignIn />;
}

function settings(config: Config): UserManagerSettings {
  const home = `${window.location.origin}/`;
  return {
    authority: config.issuer,
    client_id: config.client_id,
    redirect_uri: home,
    post_logout_redirect_uri: home,
    scope: config.scope,
    // See SignedIn, which begins it where the provider gave a refresh token.
    automaticSilentRenew: false,
    accessTokenExpiringNotificationTimeInSeconds: MARGIN_SECONDS,
    userStore: new WebStorageStateStore({ store: window.sessionStorage }),
  };
}
