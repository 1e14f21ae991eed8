import { releaseDraft } from '$lib/api/draft';
import { mayRetry } from '$lib/api/problem';
import type { PublishReport } from '$lib/api/wire';
import { draftName, freshKey, readDraft, removeDraft, writeDraft } from '$lib/comments/drafts';
import { undecidedOf } from '$lib/deciding/clash';

/** The draft on its way to become the next revision: checked, then published. */
export class Release {
  note = $state('');
  /** The editor knows that something is not decided. */
  knowing = $state(false);
  checked = $state.raw<PublishReport | null>(null);
  published = $state.raw<PublishReport | null>(null);
  undecided = $state.raw<{ comments: number; suggestions: number } | null>(null);
  busy = $state<'check' | 'publish' | null>(null);
  error = $state.raw<unknown>(null);
  #key = freshKey();
  readonly #name: string;

  constructor(
    readonly slug: string,
    readonly latest: number,
  ) {
    this.#name = draftName('release', slug);
    this.note = readDraft(this.#name)?.body ?? '';
  }

  get mayPublish(): boolean {
    return this.checked !== null && this.busy === null && (this.checked.undecided === 0 || this.knowing);
  }

  keep() {
    writeDraft(this.#name, { body: this.note });
  }

  check() {
    return this.#send('check', true, freshKey());
  }

  /** Publishes once, however often an answer fails to come. */
  publish() {
    return this.#send('publish', false, this.#key);
  }

  async #send(busy: 'check' | 'publish', check: boolean, key: string) {
    [this.busy, this.error] = [busy, null];
    try {
      const report = await releaseDraft(this.slug, { note: this.note.trim(), expected: this.latest, undecided: this.knowing, check }, key);
      if (check) this.checked = report;
      else {
        this.published = report;
        removeDraft(this.#name);
      }
    } catch (error) {
      this.undecided = undecidedOf(error);
      this.error = this.undecided ? null : error;
      if (!mayRetry(error)) this.#key = freshKey();
    } finally {
      this.busy = null;
    }
  }
}
