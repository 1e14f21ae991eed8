import { setSupport } from '$lib/api/comments';
import { findSimilar } from '$lib/api/desk';
import type { Alike, Comment } from '$lib/api/wire';

import type { Desk } from './composer.svelte';

/** Wait so long after the last letter. */
const PAUSE = 700;
/** Less says too little: so many letters, and in scripts without spaces fewer. */
const LEAST = 16;
const LEAST_HAN = 6;
const LONGEST = 2_000;
const SHOWN = 3;

/** Comments of others that say much the same as what is being written. They are found aside: whatever happens to the
    search, writing and sending go on. */
export class Similar {
  found = $state.raw<Alike[]>([]);
  busy = $state(false);
  error = $state.raw<unknown>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = '';

  constructor(
    readonly desk: Desk,
    readonly me: () => string | undefined,
  ) {}

  /** What was typed so far, once a word is complete. */
  typed(body: string) {
    clearTimeout(this.#timer);
    const text = [...body.trim()].slice(0, LONGEST).join('');
    if (!saysEnough(text)) this.found = [];
    else if (text !== this.#asked) this.#timer = setTimeout(() => void this.#look(text), PAUSE);
  }

  stop() {
    clearTimeout(this.#timer);
    this.#asked = '';
  }

  /** Supports another's comment; answers it as it is then. */
  async support(comment: Comment): Promise<Comment | null> {
    [this.busy, this.error] = [true, null];
    try {
      await setSupport(comment.id, true);
      const support = { count: comment.support.count + (comment.support.mine ? 0 : 1), mine: true };
      const now = { ...comment, support };
      this.found = this.found.map((one) => (one.comment.id === comment.id ? { ...one, comment: now } : one));
      return now;
    } catch (error) {
      this.error = error;
      return null;
    } finally {
      this.busy = false;
    }
  }

  async #look(text: string) {
    this.#asked = text;
    const { slug, language, block_id } = this.desk;
    try {
      const found = await findSimilar(slug, { text, language, ...(block_id === null ? {} : { block_id }) });
      if (this.#asked !== text) return; // typed on meanwhile
      this.found = found.filter(({ comment }) => comment.author.id !== this.me()).slice(0, SHOWN);
    } catch {
      this.#asked = ''; // asked again with the next words
    }
  }
}

export function saysEnough(text: string): boolean {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return han >= LEAST_HAN || [...text].length >= LEAST;
}
