/** Whether this browser was signed in before, and so may be again without a question. No token is kept here. */

const BEFORE = "signed-in-before";
const ASKED = "asked-for-a-session";

export function rememberSignIn(): void {
  localStorage.setItem(BEFORE, "yes");
  sessionStorage.removeItem(ASKED);
}

/** After signing out, or where the provider's own session is over. */
export const forgetSignIn = () => localStorage.removeItem(BEFORE);

export const mayAsk = () =>
  localStorage.getItem(BEFORE) !== null && sessionStorage.getItem(ASKED) === null;

/** One time a tab: a provider that does not come back must not be asked again and again. */
export const noteAsked = () => sessionStorage.setItem(ASKED, "yes");
