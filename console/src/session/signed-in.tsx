import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import type { User } from "oidc-client-ts";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useAuth } from "react-oidc-context";
import { ApiProvider, createApi } from "../api";
import { ApiError } from "../api-error";
import { useConfig } from "../config";
import { type Session, SessionContext, sessionOf } from "./session";

const RETRIES = 2;

/** Everything that needs a token: the API, its cache, and who is signed in. */
export function SignedIn({ user, children }: { user: User; children: ReactNode }) {
  const { events, startSilentRenew, stopSilentRenew } = useAuth();
  const config = useConfig();
  const token = useRef(user.id_token);
  token.current = user.id_token;
  const [expired, setExpired] = useState(false);
  const [api] = useState(() => createApi(() => token.current));
  const [client] = useState(() => newQueryClient(() => setExpired(true)));

  useEffect(() => {
    const ended = events.addAccessTokenExpired(() => setExpired(true));
    const renewed = events.addUserLoaded(() => setExpired(false));
    return () => {
      ended();
      renewed();
    };
  }, [events]);

  // Without a refresh token it would try a hidden frame, which our content security policy refuses.
  const renewable = Boolean(user.refresh_token);
  useEffect(() => {
    if (renewable) {
      startSilentRenew();
    }
    return stopSilentRenew;
  }, [renewable, startSilentRenew, stopSilentRenew]);

  const session: Session = { ...sessionOf(user, config), expired };
  return (
    <QueryClientProvider client={client}>
      <ApiProvider value={api}>
        <SessionContext value={session}>{children}</SessionContext>
      </ApiProvider>
    </QueryClientProvider>
  );
}

/** Repeats what may go better the next time: no answer, too many requests, the server's fault. */
export function worthRepeating(failures: number, error: Error): boolean {
  const status = error instanceof ApiError ? error.status : 0;
  return failures < RETRIES && (status === 0 || status === 429 || status >= 500);
}

function newQueryClient(onExpired: () => void): QueryClient {
  const onError = (error: Error) => {
    if (error instanceof ApiError && error.status === 401) {
      onExpired();
    }
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: { queries: { retry: worthRepeating, staleTime: 5_000 } },
  });
}
