import { listSuggestions, type SuggestionQuery } from '$lib/api/suggestions';
import type { Page, Suggestion } from '$lib/api/wire';
import { plainOf } from '$lib/proposing/placeholders';

/** The suggestions to a guideline, fetched stretch by stretch. */
export class Suggestions {
  items = $state.raw<Suggestion[]>([]);
  error = $state.raw<unknown>(null);
  busy = $state(false);
  #next = $state<string | null>(null);

  static async of(slug: string, query: SuggestionQuery = {}): Promise<Suggestions> {
    return new Suggestions(slug, query, await listSuggestions(slug, query));
  }

  constructor(
    readonly slug: string,
    readonly query: SuggestionQuery,
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
      this.#take(await listSuggestions(this.slug, this.query, this.#next));
    } catch (error) {
      this.error = error;
    } finally {
      this.busy = false;
    }
  }

  /** Fetches the list anew, from its start. */
  async anew() {
    const page = await listSuggestions(this.slug, this.query);
    this.items = [];
    this.#take(page);
  }

  /** Changes one in place. */
  change(id: string, change: (suggestion: Suggestion) => Suggestion) {
    this.items = this.items.map((one) => (one.id === id ? change(one) : one));
  }

  /** Takes over what the server answered; how it fares was not asked there, and stays. */
  take(changed: Suggestion) {
    this.change(changed.id, (one) => ({ ...changed, placement: changed.status === 'decided' ? undefined : one.placement }));
  }

  /** Others to the same words that are not decided. */
  rivalsOf(suggestion: Suggestion): Suggestion[] {
    const blocks = new Set(blocksOf(suggestion));
    return this.items.filter((one) => one.id !== suggestion.id && one.language === suggestion.language && one.status !== 'decided' && blocksOf(one).some((id) => blocks.has(id)));
  }

  #take({ items, next_cursor }: Page<Suggestion>) {
    this.items = [...this.items, ...items];
    this.#next = next_cursor;
  }
}

function blocksOf({ parts }: Suggestion): string[] {
  return parts.flatMap((part) => part.block_ids);
}

/** Those on which another editor proposed a decision, which waits for this one. */
export function waitingFor(editor: string | undefined, items: Suggestion[]): string[] {
  const theirs = items.filter(({ status, decision }) => status === 'proposed' && decision?.decided_by?.id !== editor);
  return theirs.map(({ id }) => id);
}

/** Who made it and how it begins, for lists to choose from. */
export function labelOf({ author, written_by, parts, hunks }: Suggestion): string {
  const who = written_by?.name || author.display_name;
  const words = hunks.map((hunk) => hunk.inserted || hunk.deleted).find((text) => text.trim() !== '') ?? parts[0]?.proposal[0]?.text ?? '';
  return `${who}: ${[...plainOf(words).trim()].slice(0, 60).join('')}`;
}
