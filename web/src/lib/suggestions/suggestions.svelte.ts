import { listSuggestions } from '$lib/api/suggestions';
import type { Page, Suggestion } from '$lib/api/wire';

/** The suggestions to a guideline, fetched stretch by stretch. */
export class Suggestions {
  items = $state.raw<Suggestion[]>([]);
  error = $state.raw<unknown>(null);
  busy = $state(false);
  #next = $state<string | null>(null);

  static async of(slug: string): Promise<Suggestions> {
    return new Suggestions(slug, await listSuggestions(slug));
  }

  private constructor(
    readonly slug: string,
    first: Page<Suggestion>,
  ) {
    this.#take(first);
  }

  get hasMore(): boolean {
    return this.#next !== null;
  }

  async more() {
    if (this.#next === null || this.busy) return;
    this.busy = true;
    this.error = null;
    try {
      this.#take(await listSuggestions(this.slug, this.#next));
    } catch (error) {
      this.error = error;
    } finally {
      this.busy = false;
    }
  }

  #take({ items, next_cursor }: Page<Suggestion>) {
    this.items = [...this.items, ...items];
    this.#next = next_cursor;
  }
}
