/** The page that a person came for: it goes to the provider as `state`, and comes back. */

interface ReturnTo {
  returnTo: string;
}

export function hereAsState(): ReturnTo {
  const { pathname, search, hash } = window.location;
  const answered = new URLSearchParams(search).has("state");
  return { returnTo: answered ? "/" : pathname + search + hash };
}

export function goBack(state: unknown): void {
  const { returnTo = "/" } = (state ?? {}) as Partial<ReturnTo>;
  window.history.replaceState({}, "", returnTo);
}
