import { useEffect, useRef, useState } from "react";

/** Takes the person to the first field that is wrong, once that is drawn. */
export function useInvalidFocus(error: Error | null) {
  const form = useRef<HTMLFormElement>(null);
  const [asked, setAsked] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each refusal anew, of ours or the API's
  useEffect(() => {
    form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [asked, error]);
  return { form, focus: () => setAsked((times) => times + 1) };
}
