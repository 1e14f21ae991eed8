import { getMe, signOut } from '$lib/api/account';
import { session } from '$lib/api/client';
import { Problem } from '$lib/api/problem';
import type { Guideline, Me } from '$lib/api/wire';

/** The person signed in, as the whole application knows them. */
class Account {
  me = $state.raw<Me | null>(null);
  #loading: Promise<void> | null = null;

  /** Signed in, as far as this browser knows. */
  get signedIn(): boolean {
    return session.signedIn;
  }

  /** Fetches the profile once; a visitor has none. */
  load(): Promise<void> {
    if (!session.signedIn) return Promise.resolve();
    this.#loading ??= this.#fetch();
    return this.#loading;
  }

  /** Takes over a profile that the server has just answered. */
  set(me: Me) {
    this.me = me;
  }

  async signOut() {
    await signOut().catch(() => undefined); // this browser forgets in any case
    this.me = null;
    this.#loading = null;
  }

  async #fetch() {
    try {
      this.me = await getMe();
    } catch (error) {
      this.#loading = null;
      if (!(error instanceof Problem && error.status === 401)) throw error;
    }
  }
}

export const account = new Account();

/** Whether the person signed in may comment on a guideline. */
export function mayComment(guideline: Guideline): boolean {
  if (!account.signedIn) return false;
  return guideline.visibility === 'open' || (guideline.my_role !== null && guideline.my_role !== 'reader');
}

export function mayEdit(guideline: Guideline): boolean {
  return account.signedIn && guideline.my_role === 'editor';
}
