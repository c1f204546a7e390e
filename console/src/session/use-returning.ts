import { useEffect, useState } from "react";
import { useAuth } from "react-oidc-context";
import { mayAsk, noteAsked } from "./returning";
import { useSignIn } from "./use-sign-in";

/**
 * In a new tab asks the provider whether its session lasts, without a word to the person. True while
 * it does. By going there: a hidden frame would not get the provider's cookies in every browser.
 */
export function useReturning(): boolean {
  const auth = useAuth();
  const signIn = useSignIn();
  const [may, setMay] = useState(mayAsk);
  const ask = may && !auth.isLoading && !auth.isAuthenticated && !auth.error;
  useEffect(() => {
    if (ask) {
      noteAsked();
      setMay(false);
      signIn({ prompt: "none" });
    }
  }, [ask, signIn]);
  return ask;
}
