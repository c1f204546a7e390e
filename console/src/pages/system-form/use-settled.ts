import { useEffect, useState } from "react";

/** The value once it has not changed for a while: what is being typed is asked about only then. */
export function useSettled(value: string, milliseconds = 400): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}
