/** What was entered and not saved, kept in this tab by the page it was entered on. */

const PREFIX = "draft:";

export const draftKey = () => PREFIX + window.location.pathname;

export const keepDraft = (key: string, draft: unknown) =>
  sessionStorage.setItem(key, JSON.stringify(draft));

export const keptDraft = (key: string): unknown =>
  JSON.parse(sessionStorage.getItem(key) ?? "null");

export const forgetDraft = (key: string) => sessionStorage.removeItem(key);

/** The next person who signs in here may be another one. */
export function forgetDrafts(): void {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(PREFIX)) {
      forgetDraft(key);
    }
  }
}
