import { WebStorageStateStore } from "oidc-client-ts";
import type { ReactNode } from "react";
import { AuthProvider, type AuthProviderProps, useAuth } from "react-oidc-context";
import type { Config } from "../api-types";
import { useConfig } from "../config";
import { SignIn } from "./sign-in";
import { SignedIn } from "./signed-in";
import { Waiting } from "./waiting";

/** Signs in by code flow with PKCE; what is inside sees a session, always. */
export function SessionProvider({ children }: { children: ReactNode }) {
  return (
    <AuthProvider {...settings(useConfig())}>
      <Gate>{children}</Gate>
    </AuthProvider>
  );
}

function Gate({ children }: { children: ReactNode }) {
  const auth = useAuth();
  if (auth.user && auth.isAuthenticated) {
    return <SignedIn user={auth.user}>{children}</SignedIn>;
  }
  return auth.isLoading && !auth.error ? <Waiting /> : <SignIn />;
}

function settings(config: Config): AuthProviderProps {
  const home = `${window.location.origin}/`;
  return {
    authority: config.issuer,
    client_id: config.client_id,
    redirect_uri: home,
    post_logout_redirect_uri: home,
    scope: config.scope,
    // See SignedIn, which begins it where the provider gave a refresh token.
    automaticSilentRenew: false,
    userStore: new WebStorageStateStore({ store: window.sessionStorage }),
    onSigninCallback: (user) => {
      const returnTo = (user?.state as { returnTo?: string } | undefined)?.returnTo ?? "/";
      window.history.replaceState({}, "", returnTo);
    },
  };
}
