import { draftName, readDraft, removeDraft, writeDraft } from './drafts';

/**
 * New words for a comment or a reply that stands already; kept in this browser until the server
 * has them. Sending the same words twice changes nothing, so a retry needs no key.
 */
export class Editing<T> {
  body = $state('');
  sending = $state(false);
  error = $state.raw<unknown>(null);
  readonly #name: string;

  constructor(
    /** The comment's id, and the reply's. */
    ids: string[],
    /** The words that stand now. */
    readonly published: string,
    readonly put: (body: string) => Promise<T>,
  ) {
    this.#name = draftName('edit', ...ids);
    this.body = readDraft(this.#name)?.body ?? published;
  }

  get changed(): boolean {
    return this.body.trim() !== this.published.trim();
  }

  get ready(): boolean {
    return this.changed && this.body.trim() !== '' && !this.sending;
  }

  /** Keeps what was typed; called on every change. */
  keep() {
    if (this.changed) writeDraft(this.#name, { body: this.body });
    else removeDraft(this.#name);
  }

  /** Goes back to the words that stand. */
  restore() {
    this.body = this.published;
    this.keep();
  }

  /** Sends the new words; on failure they stay, and the error says why. */
  async send(): Promise<T | null> {
    if (!this.ready) return null;
    this.sending = true;
    this.error = null;
    try {
      const edited = await this.put(this.body.trim());
      removeDraft(this.#name);
      return edited;
    } catch (error) {
      this.error = error;
      return null;
    } finally {
      this.sending = false;
    }
  }
}
