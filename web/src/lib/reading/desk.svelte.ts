import { createContext } from 'svelte';

import { account, mayEdit } from '$lib/account/account.svelte';
import { deleteComment, place, setSupport } from '$lib/api/comments';
import type { Candidate, Comment, Place } from '$lib/api/wire';
import type { Thread } from '$lib/comments/places';
import type { Passage } from '$lib/text/selection';
import { announcer } from '$lib/ui/announcer.svelte';
import * as m from '$messages';

import type { Reading } from './reading.svelte';

/** What a reader can do with the comments of a revision. */
export class Desk {
  error = $state.raw<unknown>(null);
  busy = $state(false);

  constructor(
    readonly reading: Reading,
    /** Whether there is room for a margin beside the text. */
    readonly isWide: () => boolean,
  ) {}

  /** The button of a paragraph. */
  onParagraph(block_id: string) {
    if (this.reading.moving) return this.moveTo({ block_id });
    if (this.isWide()) this.reading.compose({ block_id, passage: null });
    else this.reading.open(block_id);
  }

  /** A passage that was selected and chosen. */
  onPassage(passage: Passage) {
    const { block_id, start, end } = passage;
    if (this.reading.moving) return this.moveTo({ block_id, start, end });
    this.reading.compose({ block_id, passage });
  }

  /** A highlighted passage that was pressed. */
  onHighlight(ids: string[], block_id: string | null) {
    const at = ids.indexOf(this.reading.active ?? '');
    this.reading.active = ids[(at + 1) % ids.length] ?? null;
    if (!this.isWide()) this.reading.open(block_id);
  }

  support(comment: Comment) {
    const mine = !comment.support.mine;
    const count = comment.support.count + (mine ? 1 : -1);
    this.reading.change(comment.id, (one) => ({ ...one, support: { count, mine } }));
    return this.#try(async () => {
      try {
        await setSupport(comment.id, mine);
      } catch (error) {
        this.reading.change(comment.id, (one) => ({ ...one, support: comment.support }));
        throw error;
      }
    });
  }

  remove(comment: Comment) {
    return this.#try(async () => {
      await deleteComment(comment.id);
      if (comment.replies.length > 0) await this.reading.refresh();
      else this.reading.remove(comment.id);
      announcer.say(m.comment_deleted_done());
    });
  }

  /** Whether the person may say where a comment stands. */
  mayPlace(comment: Comment): boolean {
    return account.signedIn && (account.me?.id === comment.author.id || mayEdit(this.reading.guideline));
  }

  /** Confirms that a comment stands where it was placed. */
  confirm({ comment, place }: Thread) {
    if (place.on !== 'block') return;
    const { block_id, start, end } = place;
    return this.attach(comment, start === null || end === null ? { block_id } : { block_id, start, end });
  }

  /** Gives a comment one of the places where it might stand. */
  attach(comment: Comment, to: Candidate) {
    this.reading.moving = comment;
    return this.moveTo(to);
  }

  /** Gives the comment that is being moved its new place. */
  moveTo(to: Omit<Place, 'revision'>) {
    const comment = this.reading.moving;
    if (!comment) return;
    return this.#try(async () => {
      await place(comment.id, { ...to, revision: this.reading.revision.number });
      this.reading.moving = null;
      this.reading.looking = null;
      await this.reading.refresh();
      this.reading.active = comment.id;
      announcer.say(m.move_done());
    });
  }

  async #try(work: () => Promise<void>) {
    this.error = null;
    this.busy = true;
    try {
      await work();
    } catch (error) {
      this.error = error;
    } finally {
      this.busy = false;
    }
  }
}

const [getDesk, setDesk] = createContext<Desk>();
export { getDesk, setDesk };
