import { useCallback } from "react";
import { useNavigate } from "react-router";

interface FollowEvent {
  preventDefault: () => void;
  detail: { href?: string | undefined; external?: boolean };
}

/** Lets Cloudscape's links lead to a page of the console without loading it anew. */
export function useFollow(): (event: FollowEvent) => void {
  const navigate = useNavigate();
  return useCallback(
    (event) => {
      const { href, external } = event.detail;
      if (href?.startsWith("/") && !external) {
        event.preventDefault();
        void navigate(href);
      }
    },
    [navigate],
  );
}
