import {
  ErrorResponse,
  ErrorTimeout,
  type IdTokenClaims,
  type SigninSilentArgs,
  type User,
  UserManager,
} from "oidc-client-ts";
import { goBack } from "./return-to";
import { forgetSignIn, rememberSignIn } from "./returning";

/** A renewal begins so long before the end. */
export const MARGIN_SECONDS = 20;

/**
 * The API gets the ID token, so that a session lasts as long as this one does. What the library
 * goes by is the access token, which may live longer.
 */
export class SessionManager extends UserManager {
  #renewal: Promise<User | null> | undefined;

  override async storeUser(user: User | null): Promise<void> {
    if (user) {
      await this.#endWithIdToken(user);
      rememberSignIn();
    }
    await super.storeUser(user);
  }

  async #endWithIdToken(user: User): Promise<void> {
    const before = await this._loadUser();
    if (before?.expires_at && before.id_token === user.id_token) {
      // The refresh token brought no new ID token: to use it again and again is in vain.
      user.expires_at = before.expires_at;
      delete user.refresh_token;
    } else {
      user.expires_in = secondsLeft(user.profile, Date.now() / 1000);
    }
  }

  /** Without a session of the provider's a person is asked, on the page that they came for. */
  override async signinCallback(url?: string): Promise<User | undefined> {
    try {
      return await super.signinCallback(url);
    } catch (error) {
      if (!isWithoutSession(error)) {
        throw error;
      }
      forgetSignIn();
      goBack(error.state);
      return undefined;
    }
  }

  /** Opened again after the ID token ended, the console goes on by the refresh token. */
  override async getUser(raiseEvent?: boolean): Promise<User | null> {
    const user = await super.getUser(raiseEvent);
    return user?.expired && user.refresh_token ? this.signinSilent().catch(() => user) : user;
  }

  /** One at a time: a provider that sees a refresh token twice may end the session. */
  override signinSilent(args?: SigninSilentArgs): Promise<User | null> {
    this.#renewal ??= this.#renew(args).finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  /** A device that wakes up has no network yet. The library repeats what timed out, and only that. */
  async #renew(args?: SigninSilentArgs): Promise<User | null> {
    try {
      return await super.signinSilent(args);
    } catch (error) {
      throw isWithoutNetwork(error) ? new ErrorTimeout(error.message) : error;
    }
  }
}

/** What a provider says to `prompt=none` where it has to ask something (OpenID Connect, 3.1.2.6). */
const isWithoutSession = (error: unknown): error is ErrorResponse =>
  error instanceof ErrorResponse &&
  /^(login|interaction|consent|account_selection)_required$/.test(error.error ?? "");

/** What `fetch` throws where there is no answer at all. */
const isWithoutNetwork = (error: unknown): error is TypeError => error instanceof TypeError;

type Times = Pick<IdTokenClaims, "exp" | "iat">;

/**
 * Of an ID token that came just now. Its end says so (Entra ID dates `iat` back), unless it is over
 * already, or lasts too long: then this device's clock is wrong, and the token's length counts.
 */
export function secondsLeft({ exp, iat }: Times, now: number): number {
  const left = exp - now;
  return left > MARGIN_SECONDS ? Math.min(left, exp - iat) : exp - iat;
}
