import { account } from '$lib/account/account.svelte';
import { listNotices } from '$lib/api/desk';

/** How much the person signed in was told and has not read; shown in the header of every page. */
class Unread {
  count = $state(0);
  #asked = 0;

  /** Asks again, but not on every step from page to page. */
  async refresh(now = Date.now()) {
    if (!account.signedIn) {
      this.count = 0;
      return;
    }
    if (now - this.#asked < 20_000) return;
    this.#asked = now;
    try {
      this.count = (await listNotices(1)).unread;
    } catch {
      // the bell stays as it was; the page of notices says what is wrong
    }
  }
}

export const unread = new Unread();
