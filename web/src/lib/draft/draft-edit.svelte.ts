import { changeDraft, editDraftBlock } from '$lib/api/draft';
import type { Block, Drafted } from '$lib/api/wire';
import { draftName, readDraft, removeDraft, writeDraft } from '$lib/comments/drafts';
import { changedSince } from '$lib/deciding/clash';
import { fromEditable, placeholdersIn, toEditable } from '$lib/proposing/placeholders';

/** A block of the draft being rewritten, or a new one being written behind it. */
export class DraftEdit {
  words = $state('');
  rationale = $state('');
  sending = $state(false);
  error = $state.raw<unknown>(null);
  /** How the block reads by now, where somebody was faster. */
  since = $state.raw<Block | null>(null);
  #tag: string;
  readonly #name: string;
  readonly #first: string;

  constructor(
    readonly slug: string,
    readonly language: string,
    tag: string,
    readonly block: Block,
    readonly way: 'edit' | 'insert_after',
    /** The pending suggestions that this leaves no room for. */
    readonly supersedes: () => string[] = () => [],
  ) {
    this.#tag = tag;
    this.#name = draftName('draft', slug, language, way, block.id);
    this.#first = way === 'edit' ? toEditable(block.text) : '';
    const kept = readDraft(this.#name);
    this.words = kept?.body ?? this.#first;
    this.rationale = typeof kept?.more === 'string' ? kept.more : '';
  }

  get restored() {
    return this.way === 'edit' ? fromEditable(this.words, placeholdersIn(this.block.text)) : fromEditable(this.words, 0);
  }

  get changed(): boolean {
    return this.words.trim() !== this.#first.trim();
  }

  get ready(): boolean {
    return this.changed && this.words.trim() !== '' && this.restored.text !== null && !this.sending;
  }

  keep() {
    if (this.changed) writeDraft(this.#name, { body: this.words, more: this.rationale });
    else removeDraft(this.#name);
  }

  restore() {
    this.words = this.#first;
    this.keep();
  }

  /** Sends the edit against the draft as it was read; what was typed stays until it is in. */
  async send(): Promise<Drafted | null> {
    const { text } = this.restored;
    if (!this.ready || text === null) return null;
    this.sending = true;
    this.error = null;
    try {
      const drafted = await this.#put(text);
      removeDraft(this.#name);
      return drafted;
    } catch (error) {
      this.#refused(error);
      return null;
    } finally {
      this.sending = false;
    }
  }

  #put(text: string): Promise<Drafted> {
    const body = { language: this.language, text: text.trim(), rationale: this.rationale.trim(), supersedes: this.supersedes() };
    if (this.way === 'edit') return editDraftBlock(this.slug, this.block.id, this.#tag, body);
    return changeDraft(this.slug, this.#tag, { ...body, op: 'insert_after', block_id: this.block.id, kind: 'paragraph' });
  }

  /** Where the draft went on, the next attempt is made against what it says now. */
  #refused(error: unknown) {
    const changed = changedSince(error);
    if (!changed) {
      this.error = error;
      return;
    }
    this.#tag = changed.tag;
    this.since = changed.block ?? this.block;
  }
}
