import { SvelteSet } from 'svelte/reactivity';

import { listCommentPage, type CommentQuery } from '$lib/api/comments';
import type { BulkDone, Comment, Page } from '$lib/api/wire';

/** What was asked of the list, as the address of the page has it. */
export function queryOf(query: URLSearchParams, me: string | undefined): CommentQuery {
  const text = (name: string) => query.get(name) || undefined;
  return {
    status: text('status') as CommentQuery['status'],
    outcome: text('outcome') as CommentQuery['outcome'],
    kind: text('kind') as CommentQuery['kind'],
    tag: text('tag'),
    q: text('q'),
    assignee: query.has('mine') ? me : text('assignee'),
    organisation: text('organisation'),
    group: text('group'),
    satisfied: text('answer') === undefined ? undefined : text('answer') === 'yes',
  };
}

/** The comments of a guideline as editors work through them: filtered, chosen, decided together. */
export class Triage {
  items = $state.raw<Comment[]>([]);
  chosen = new SvelteSet<string>();
  error = $state.raw<unknown>(null);
  busy = $state(false);
  done = $state.raw<BulkDone | null>(null);
  #next = $state<string | null>(null);

  static async of(slug: string, query: CommentQuery): Promise<Triage> {
    return new Triage(slug, query, await listCommentPage(slug, query));
  }

  constructor(
    readonly slug: string,
    readonly query: CommentQuery,
    first: Page<Comment>,
  ) {
    this.#take(first);
  }

  get hasMore(): boolean {
    return this.#next !== null;
  }

  /** Those that can be chosen; what was deleted is not decided on. */
  get choosable(): Comment[] {
    return this.items.filter((comment) => !comment.deleted);
  }

  get allChosen(): boolean {
    return this.choosable.length > 0 && this.choosable.every(({ id }) => this.chosen.has(id));
  }

  toggle(id: string) {
    if (!this.chosen.delete(id)) this.chosen.add(id);
  }

  toggleAll() {
    if (this.allChosen) this.chosen.clear();
    else for (const { id } of this.choosable) this.chosen.add(id);
  }

  take(comment: Comment) {
    this.items = this.items.map((one) => (one.id === comment.id ? comment : one));
  }

  more() {
    return this.#attempt(async () => this.#take(await listCommentPage(this.slug, this.query, this.#next ?? undefined)));
  }

  /** Does something with all that are chosen, and fetches the list anew. */
  async together(work: (ids: string[]) => Promise<BulkDone | null>): Promise<boolean> {
    return this.#attempt(async () => {
      this.done = await work([...this.chosen]);
      this.chosen.clear();
      const page = await listCommentPage(this.slug, this.query);
      this.items = [];
      this.#take(page);
    });
  }

  async #attempt(work: () => Promise<void>): Promise<boolean> {
    [this.busy, this.error] = [true, null];
    try {
      await work();
      return true;
    } catch (error) {
      this.error = error;
      return false;
    } finally {
      this.busy = false;
    }
  }

  #take({ items, next_cursor }: Page<Comment>) {
    this.items = [...this.items, ...items];
    this.#next = next_cursor;
  }
}

/** How much two remarks share, from 0 to 1: their words, and in scripts without spaces their pairs of signs. */
export function likeness(one: string, other: string): number {
  const [a, b] = [terms(one), terms(other)];
  if (a.size === 0 || b.size === 0) return 0;
  let shared = 0;
  for (const term of a) if (b.has(term)) shared++;
  return (2 * shared) / (a.size + b.size);
}

function terms(text: string): Set<string> {
  const runs = text.toLocaleLowerCase().match(/\p{Script=Han}+|[^\P{L}\p{Script=Han}]{3,}|\p{N}+/gu) ?? [];
  const pairs = (run: string) => [...run].slice(1).map((sign, index) => `${[...run][index]}${sign}`);
  return new Set(runs.flatMap((run) => (/\p{Script=Han}/u.test(run) ? pairs(run) : [run])));
}
