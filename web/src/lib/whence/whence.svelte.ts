import { getSuggestion } from '$lib/api/suggestions';
import type { Suggestion } from '$lib/api/wire';
import { Loaded } from '$lib/ui/loaded.svelte';

import type { Origin } from './origin';

/** Where it is asked from; in the page, not in the window. */
export interface Spot {
  left: number;
  top: number;
}

/** What is asked about changed words, and what is known. */
export class Whence {
  opened = $state.raw<Origin[]>([]);
  spot = $state.raw<Spot>({ left: 0, top: 0 });
  /** The words that are asked about. */
  words: HTMLElement | null = null;
  /** What gets the focus back. */
  from: HTMLElement | null = null;
  readonly #suggestions = new Map<string, Loaded<Suggestion>>();

  open(origins: Origin[], spot: Spot, words: HTMLElement, from: HTMLElement) {
    this.opened = origins;
    this.spot = spot;
    this.words = words;
    this.from = from;
  }

  close() {
    this.opened = [];
  }

  /** Whether words come from what is open; of what nobody knows nothing hangs together. */
  isLit(origin: Origin): boolean {
    return origin.key !== 'unknown' && this.opened.some((one) => one.key === origin.key);
  }

  /** A suggestion, fetched when it is first asked for; again after a failure. */
  suggestion(id: string): Loaded<Suggestion> {
    const known = this.#suggestions.get(id);
    if (known && !known.error) return known;
    const fresh = new Loaded(() => getSuggestion(id));
    this.#suggestions.set(id, fresh);
    return fresh;
  }
}
