import { listCommentPage } from '$lib/api/comments';
import { changeGroup, createGroup, decideMany, dissolveGroup, listGroups, proposedGroups } from '$lib/api/desk';
import type { Comment, DecisionsRequest, Group, ProposedGroup } from '$lib/api/wire';
import { freshKey } from '$lib/comments/drafts';

/** One answer for all of a group. */
export type Verdict = Pick<DecisionsRequest, 'outcome' | 'reason' | 'target'>;

/** Comments that say the same: put together, and those that could be. */
export class Groups {
  groups = $state.raw<Group[]>([]);
  proposed = $state.raw<ProposedGroup[]>([]);
  busy = $state(false);
  error = $state.raw<unknown>(null);

  static async of(slug: string): Promise<Groups> {
    const found = new Groups(slug);
    await found.#fetch();
    return found;
  }

  constructor(readonly slug: string) {}

  /** The comments of a group. */
  async commentsOf(group: Group): Promise<Comment[]> {
    const found: Comment[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await listCommentPage(this.slug, { group: group.id }, cursor);
      found.push(...page.items.filter((comment) => !comment.deleted));
      if (!page.next_cursor) return found;
      cursor = page.next_cursor;
    }
  }

  create(title: string, comments: string[]): Promise<boolean> {
    return this.#attempt(async () => void (await createGroup(this.slug, { title, comments }, freshKey())));
  }

  rename(group: Group, title: string): Promise<boolean> {
    return this.#attempt(async () => void (await changeGroup(this.slug, group.id, { title, comments: group.comments })));
  }

  /** Takes a comment out; the last one takes the group with it. */
  takeOut(group: Group, comment: string): Promise<boolean> {
    const comments = group.comments.filter((id) => id !== comment);
    return this.#attempt(() => (comments.length === 0 ? dissolveGroup(this.slug, group.id) : changeGroup(this.slug, group.id, { title: group.title, comments }).then(() => undefined)));
  }

  dissolve(group: Group): Promise<boolean> {
    return this.#attempt(() => dissolveGroup(this.slug, group.id));
  }

  /** Decides all of a group alike; answers how many there were, or nothing when it failed. */
  async decide(group: Group, verdict: Verdict): Promise<number | null> {
    let changed = 0;
    const done = await this.#attempt(async () => {
      changed = (await decideMany(this.slug, { filter: { group: group.id }, ...verdict }, freshKey())).changed;
    });
    return done ? changed : null;
  }

  async #attempt(work: () => Promise<void>): Promise<boolean> {
    [this.busy, this.error] = [true, null];
    try {
      await work();
      await this.#fetch();
      return true;
    } catch (error) {
      this.error = error;
      return false;
    } finally {
      this.busy = false;
    }
  }

  async #fetch() {
    const [groups, proposed] = await Promise.all([listGroups(this.slug), proposedGroups(this.slug)]);
    [this.groups, this.proposed] = [groups, proposed];
  }
}
