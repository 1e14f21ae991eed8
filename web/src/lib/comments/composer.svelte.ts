import { createComment, deleteComment, editComment } from '$lib/api/comments';
import type { Comment, CommentKind, NewComment } from '$lib/api/wire';
import type { Passage } from '$lib/text/selection';

import { deliver } from './deliver';
import { draftName, readDraft, removeDraft, WHOLE, writeDraft, type Pending } from './drafts';

interface More {
  kind: CommentKind;
  passage: Passage | null;
}

/** Where a comment is written: the text that is open, and the block, if any. */
export interface Desk {
  slug: string;
  revision: number;
  language: string;
  block_id: string | null;
}

/** A comment being written. Every change is kept in this browser until the server has it. */
export class Composer {
  body = $state('');
  kind = $state<CommentKind>('general');
  passage = $state.raw<Passage | null>(null);
  sending = $state(false);
  error = $state.raw<unknown>(null);
  #pending: Pending<NewComment> | null = null;
  readonly #name: string;

  constructor(
    readonly desk: Desk,
    passage: Passage | null,
  ) {
    this.#name = draftName(desk.slug, desk.revision, desk.language, desk.block_id ?? WHOLE);
    const draft = readDraft<NewComment>(this.#name);
    const more = draft?.more as More | undefined;
    this.body = draft?.body ?? '';
    this.kind = more?.kind ?? 'general';
    this.passage = passage ?? more?.passage ?? null;
    this.#pending = draft?.pending ?? null;
  }

  get ready(): boolean {
    return this.body.trim() !== '' && !this.sending;
  }

  /** Keeps what was typed; called on every change. */
  keep() {
    const more: More = { kind: this.kind, passage: this.passage };
    writeDraft(this.#name, { body: this.body, more, pending: this.#pending });
  }

  /** Throws away what was typed. */
  discard() {
    removeDraft(this.#name);
  }

  /** Sends the comment; on failure the text stays, and the error says why. */
  async send(): Promise<Comment | null> {
    if (!this.ready) return null;
    this.sending = true;
    this.error = null;
    try {
      const comment = await deliver<NewComment, Comment>(this.#way(), this.#payload());
      removeDraft(this.#name);
      return comment;
    } catch (error) {
      this.error = error;
      return null;
    } finally {
      this.sending = false;
    }
  }

  #payload(): NewComment {
    const { revision, language, block_id } = this.desk;
    const about = block_id === null ? {} : { block_id };
    const { start, end, quote } = this.passage ?? {};
    const range = block_id !== null && this.passage ? { start, end, quote } : {};
    return { revision, language, ...about, ...range, kind: this.kind, body: this.body.trim() };
  }

  #way() {
    const { slug } = this.desk;
    return {
      create: (payload: NewComment, key: string) => createComment(slug, payload, key),
      amend: (created: Comment, payload: NewComment) => this.#amend(created, payload),
      pending: () => this.#pending,
      note: (pending: Pending<NewComment> | null) => {
        this.#pending = pending;
        this.keep();
      },
    };
  }

  /** New words are an edit; another passage or kind is another comment. */
  async #amend(created: Comment, payload: NewComment): Promise<Comment> {
    const sameRange = (created.start ?? null) === (payload.start ?? null) && (created.end ?? null) === (payload.end ?? null);
    if (sameRange && created.kind === payload.kind) return editComment(created.id, payload.body);
    await deleteComment(created.id);
    this.#pending = null;
    return deliver<NewComment, Comment>(this.#way(), payload);
  }
}
