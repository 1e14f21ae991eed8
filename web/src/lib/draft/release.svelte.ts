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
  /** Others became undecided since the check that the editor saw. */
  overtaken = $state(false);
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

  check(): Promise<void> {
    return this.#send('check', true, freshKey());
  }

  /** Publishes once, however often an answer fails to come. */
  publish(): Promise<void> {
    return this.#send('publish', false, this.#key);
  }

  async #send(busy: 'check' | 'publish', check: boolean, key: string) {
    [this.busy, this.error, this.overtaken] = [busy, null, false];
    let overtaken = false;
    try {
      const release = { note: this.note.trim(), expected: this.latest, undecided: this.knowing, known: this.#known, check };
      const report = await releaseDraft(this.slug, release, key);
      if (check) this.checked = report;
      else {
        this.published = report;
        removeDraft(this.#name);
      }
    } catch (error) {
      if (!mayRetry(error)) this.#key = freshKey();
      overtaken = undecidedOf(error) !== null;
      if (!overtaken) this.error = error;
    } finally {
      this.busy = null;
    }
    if (overtaken) await this.#checkAnew();
  }

  /** What was known is not so any more, whatever is ticked while the new numbers come. */
  async #checkAnew() {
    await this.check();
    [this.knowing, this.overtaken] = [false, this.error === null];
  }

  /** How many the editor was told of. */
  get #known() {
    if (!this.checked || !this.knowing) return undefined;
    const { comments, suggestions } = this.checked.waiting;
    return { comments: comments.open + comments.proposed, suggestions: suggestions.open + suggestions.proposed };
  }
}
