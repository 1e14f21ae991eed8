import { createReply, editReply } from '$lib/api/comments';
import type { Reply } from '$lib/api/wire';

import { deliver } from './deliver';
import { draftName, readDraft, removeDraft, writeDraft, type Pending } from './drafts';

/** What is answered: where a reply is sent, and how a sent one is amended. */
export interface Talk {
  id: string;
  post: (body: string, key: string) => Promise<Reply>;
  put: (reply: Reply, body: string) => Promise<Reply>;
}

export function talkOn(comment: string): Talk {
  return { id: comment, post: (body, key) => createReply(comment, body, key), put: (reply, body) => editReply(comment, reply.id, body) };
}

/** A reply being written; kept in this browser until the server has it. */
export class ReplyComposer {
  body = $state('');
  sending = $state(false);
  error = $state.raw<unknown>(null);
  #pending: Pending<string> | null;
  readonly #name: string;

  constructor(readonly talk: Talk) {
    this.#name = draftName('reply', talk.id);
    const draft = readDraft<string>(this.#name);
    this.body = draft?.body ?? '';
    this.#pending = draft?.pending ?? null;
  }

  get ready(): boolean {
    return this.body.trim() !== '' && !this.sending;
  }

  keep() {
    writeDraft(this.#name, { body: this.body, pending: this.#pending });
  }

  /** Sends the reply; on failure the text stays, and the error says why. */
  async send(): Promise<Reply | null> {
    if (!this.ready) return null;
    this.sending = true;
    this.error = null;
    try {
      const reply = await deliver(this.#way(), this.body.trim());
      removeDraft(this.#name);
      return reply;
    } catch (error) {
      this.error = error;
      return null;
    } finally {
      this.sending = false;
    }
  }

  #way() {
    return {
      create: this.talk.post,
      amend: this.talk.put,
      pending: () => this.#pending,
      note: (pending: Pending<string> | null) => {
        this.#pending = pending;
        this.keep();
      },
    };
  }
}
