import { changeSuggestion, createSuggestion } from '$lib/api/suggestions';
import type { Block, BlockKind, NewSuggestion, Operation, Suggestion } from '$lib/api/wire';
import { deliver } from '$lib/comments/deliver';
import { draftName, readDraft, removeDraft, writeDraft, type Pending } from '$lib/comments/drafts';

import { fromEditable, placeholdersIn, toEditable } from './placeholders';

/** Where wording is proposed: the text that is open, and the block. */
export interface Desk {
  slug: string;
  revision: number;
  language: string;
  block: Block;
}

/** What the form holds; words of an edit and of an addition are kept apart. */
export interface Form {
  op: Operation;
  words: string;
  added: string;
  kind: BlockKind;
  level: number;
  ordered: boolean;
  after: string;
  rationale: string;
}

/** Kinds of block that people choose from; the others belong to a table, a note, a picture. */
export const choosable: BlockKind[] = ['paragraph', 'heading', 'list_item', 'quote'];

/** What is sent for a form; null where its words cannot be sent. */
export function wishOf(form: Form, block: Block): Partial<NewSuggestion> | null {
  const { op } = form;
  if (op === 'delete') return { op, block_id: block.id };
  if (op === 'move') return { op, block_id: block.id, after: form.after || null };
  const shape = shapeOf(form);
  if (op === 'insert_after') return { op, block_id: block.id, text: form.added.trim(), ...shape };
  const { text } = fromEditable(form.words, placeholdersIn(block.text));
  if (text === null) return null;
  const isReshaped = form.kind !== block.kind || (hasLevel(form.kind) && form.level !== (block.level ?? 1)) || (form.kind === 'list_item' && form.ordered !== (block.ordered ?? false));
  return { op, block_id: block.id, ...(text === block.text ? {} : { text }), ...(isReshaped ? shape : {}) };
}

export function hasLevel(kind: BlockKind): boolean {
  return kind === 'heading' || kind === 'list_item';
}

function shapeOf({ kind, level, ordered }: Form) {
  return { kind, ...(hasLevel(kind) ? { level } : {}), ...(kind === 'list_item' ? { ordered } : {}) };
}

/** Wording being proposed. Every change is kept in this browser until the server has it. */
export class Proposer {
  form = $state<Form>({ op: 'edit', words: '', added: '', kind: 'paragraph', level: 1, ordered: false, after: '', rationale: '' });
  sending = $state(false);
  error = $state.raw<unknown>(null);
  #pending: Pending<NewSuggestion> | null = null;
  readonly #name: string;
  readonly #first: string;

  constructor(
    readonly desk: Desk,
    /** An own suggestion that is being changed. */
    readonly existing: Suggestion | null = null,
  ) {
    const { slug, revision, language, block } = desk;
    this.#name = existing ? draftName('proposal', existing.id) : draftName('proposal', slug, revision, language, block.id);
    const first = existing ? formOf(existing, block) : fresh(block);
    this.#first = JSON.stringify(first);
    const draft = readDraft<NewSuggestion>(this.#name);
    this.form = { ...first, ...(draft?.more as Partial<Form> | undefined) };
    this.#pending = draft?.pending ?? null;
  }

  get restored() {
    return fromEditable(this.form.words, placeholdersIn(this.desk.block.text));
  }

  get changed(): boolean {
    return JSON.stringify(this.form) !== this.#first;
  }

  /** Whether there is something to send. */
  get ready(): boolean {
    if (this.sending) return false;
    const { op, added } = this.form;
    if (this.existing) return this.changed && wishOf(this.form, this.desk.block) !== null;
    if (op === 'insert_after') return added.trim() !== '';
    const wish = wishOf(this.form, this.desk.block);
    return op !== 'edit' || (wish !== null && (wish.text !== undefined || wish.kind !== undefined));
  }

  /** Keeps what was typed; called on every change. */
  keep() {
    if (!this.changed && !this.#pending) return removeDraft(this.#name);
    writeDraft(this.#name, { body: this.form.op, more: this.form, pending: this.#pending });
  }

  /** Throws away what was typed. */
  restore() {
    this.form = JSON.parse(this.#first) as Form;
    this.keep();
  }

  /** Sends the proposal; on failure all stays, and the error says why. */
  async send(): Promise<Suggestion | null> {
    const payload = this.#payload();
    if (!this.ready || !payload) return null;
    this.sending = true;
    this.error = null;
    try {
      const made = this.existing ? await changeSuggestion(this.existing.id, { ...payload, version: this.existing.version }) : await deliver<NewSuggestion, Suggestion>(this.#way(), payload);
      this.#pending = null;
      removeDraft(this.#name);
      return made;
    } catch (error) {
      this.error = error;
      return null;
    } finally {
      this.sending = false;
    }
  }

  #payload(): NewSuggestion | null {
    const wish = wishOf(this.form, this.desk.block);
    if (!wish) return null;
    return { ...wish, revision: this.desk.revision, language: this.desk.language, rationale: this.form.rationale.trim() };
  }

  #way() {
    return {
      create: (payload: NewSuggestion, key: string) => createSuggestion(this.desk.slug, payload, key),
      amend: (created: Suggestion, payload: NewSuggestion) => changeSuggestion(created.id, payload),
      pending: () => this.#pending,
      note: (pending: Pending<NewSuggestion> | null) => {
        this.#pending = pending;
        this.keep();
      },
    };
  }
}

function fresh(block: Block): Form {
  const { kind, level = 1, ordered = false, text } = block;
  return { op: 'edit', words: toEditable(text), added: '', kind, level, ordered, after: '', rationale: '' };
}

/** An own suggestion to one block, as the form that would make it. */
function formOf({ op, parts, rationale }: Suggestion, block: Block): Form {
  const proposed = parts.flatMap((part) => part.proposal)[0];
  const { kind, level = 1, ordered = false, text } = proposed ?? block;
  const added = op === 'insert_after' ? text : '';
  const words = toEditable(op === 'edit' ? text : block.text);
  return { op, words, added, kind, level, ordered, after: (op === 'move' && parts.at(-1)?.after) || '', rationale };
}

/** Whether the form can hold a suggestion; those of several blocks came from a file. */
export function isPlain({ op, parts }: Suggestion): boolean {
  const blocks = parts.flatMap((part) => part.proposal).length;
  if (op === 'move') return parts.length === 2 && blocks === 1 && parts.every((part) => part.block_ids.length <= 1);
  return parts.length === 1 && blocks <= 1 && (parts[0]?.block_ids.length ?? 0) <= 1;
}
