import { session } from '$lib/api/client';
import { getLastRead, setLastRead } from '$lib/api/reading';

const nameOf = (slug: string) => `understory:read:${slug}`;

/** The revision that somebody last read: the server knows it of people, this browser of visitors. */
export async function lastReadOf(slug: string): Promise<number | null> {
  return session.signedIn ? getLastRead(slug) : noted(slug);
}

/** The same of a guideline in a list, which says it of people already. */
export function lastReadIn({ slug, last_read }: { slug: string; last_read: number | null }): number | null {
  return session.signedIn ? last_read : noted(slug);
}

/** The last read revision while a text is being read. */
export class LastRead {
  /** When the page was opened; `undefined` until it is known. */
  before = $state.raw<number | null | undefined>(undefined);
  now = $state.raw<number | null>(null);
  error = $state.raw<unknown>(null);
  busy = $state(false);

  constructor(readonly slug: string) {
    void this.#load();
  }

  /** Whether this revision is newer than what was read. */
  isNews(revision: number): boolean {
    return this.before !== undefined && revision > (this.now ?? 0);
  }

  /** What was read was read: an older revision does not take its place. */
  async mark(revision: number) {
    if (this.busy || !this.isNews(revision)) return;
    [this.busy, this.error] = [true, null];
    try {
      if (session.signedIn) await setLastRead(this.slug, revision);
      else note(this.slug, revision);
      this.now = revision;
    } catch (error) {
      this.error = error;
    } finally {
      this.busy = false;
    }
  }

  async #load() {
    try {
      this.now = await lastReadOf(this.slug);
      this.before = this.now;
    } catch {
      // then there is nothing to say about it
    }
  }
}

function noted(slug: string): number | null {
  try {
    const number = Number(localStorage.getItem(nameOf(slug)));
    return Number.isInteger(number) && number > 0 ? number : null;
  } catch {
    return null;
  }
}

function note(slug: string, revision: number) {
  try {
    localStorage.setItem(nameOf(slug), String(revision));
  } catch {
    // then it holds until the page is left
  }
}
