import { focusHeading, HEADING } from "./heading-focus";

/** The first thing that Tab reaches: past bar and navigation. */
export function SkipLink() {
  return (
    <a
      className="skip-link"
      href={`#${HEADING}`}
      onClick={(event) => {
        event.preventDefault();
        focusHeading();
      }}
    >
      Skip to the page
    </a>
  );
}
