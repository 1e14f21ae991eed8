import { getGuideline } from '$lib/api/guidelines';
import { getRedline, getRevision, listRevisions, type RedlineOf } from '$lib/api/revisions';
import type { Block, Change, Guideline, Redline, Revision, RevisionItem, Segment, Shape } from '$lib/api/wire';
import { layOut, noteLabels } from '$lib/document/tree';
import { originIn, originOf, originsOf, type Origin } from '$lib/whence/origin';
import type { Whence } from '$lib/whence/whence.svelte';

import { shapesOf } from './shapes';
import { stopsOf } from './stops';
import { Walk } from './walk.svelte';

/** Everything that is fetched for the redline page. */
export interface Contents {
  guideline: Guideline;
  revisions: RevisionItem[];
  old: Revision;
  fresh: Revision;
  redline: Redline;
}

export async function fetchContents(of: RedlineOf): Promise<Contents> {
  const { slug, from, to, language } = of;
  const [guideline, revisions, old, fresh, redline] = await Promise.all([
    getGuideline(slug),
    listRevisions(slug),
    getRevision(slug, from, language),
    getRevision(slug, to, language),
    getRedline(of),
  ]);
  return { guideline, revisions, old, fresh, redline };
}

/** Changes and the blocks that their indices count; without the blocks, changes speak for themselves. */
export interface Compared {
  old: { blocks: Block[] };
  fresh: { blocks: Block[] };
  redline: { blocks: Change[] };
}

/** A redline laid out for reading, with its stops. */
export class RedlineView {
  readonly changes: Change[];
  readonly shapes: Map<Change, Shape>;
  readonly tree;
  readonly noteLabels: Map<string, string>;
  readonly walk: Walk;
  readonly #order: Map<Change, number>;
  readonly #stops;
  readonly #origins = new Map<string, Origin>();

  /** With `whence`, changed words can be asked where they come from. */
  constructor(
    readonly contents: Compared,
    readonly whence: Whence | null = null,
  ) {
    const { old, fresh, redline } = contents;
    this.changes = redline.blocks;
    this.shapes = shapesOf(this.changes, old.blocks, fresh.blocks);
    this.tree = layOut(this.changes, this.shapeOf);
    this.noteLabels = noteLabels(this.tree.notes, this.shapeOf);
    this.#order = new Map(this.changes.map((change, index) => [change, index]));
    this.#stops = stopsOf(this.changes);
    this.walk = new Walk(this.#stops.total);
  }

  shapeOf = (change: Change): Shape => this.shapes.get(change) ?? change;

  /** The number of a change as a whole, or of one of its segments, among the stops. */
  stopOf(change: Change, segment?: number): number | null {
    const index = this.#order.get(change) ?? -1;
    return (segment === undefined ? this.#stops.ofChange[index] : this.#stops.ofSegment[index]?.[segment]) ?? null;
  }

  /** Whether the change before is of the same kind, so that both read as one. */
  continues(change: Change): boolean {
    return this.changes[(this.#order.get(change) ?? 0) - 1]?.change === change.change;
  }

  /** The label before, where a block was renumbered in place; empty where it had none. */
  oldLabel(change: Change): string | null {
    const { old, fresh } = this.contents;
    if (change.old_index == null || change.new_index == null) return null;
    const before = old.blocks[change.old_index]?.number ?? '';
    const after = fresh.blocks[change.new_index]?.number ?? '';
    return before === after ? null : before;
  }

  /** Where a change comes from as a whole, or one of its segments; nothing where that is not asked. */
  originOf(change: Change, segment?: Segment): Origin | null {
    if (!this.whence) return null;
    const origin = segment ? originIn(change, segment) : originOf(change);
    this.#origins.set(origin.key, origin);
    return origin;
  }

  originByKey(key: string): Origin {
    return this.#origins.get(key) ?? originOf({});
  }

  /** Where the change at a stop comes from; several may have a hand in it. */
  originsAt(stop: number): Origin[] {
    if (!this.whence) return [];
    const found = new Map<string, Origin>();
    for (const [index, change] of this.changes.entries()) {
      const own = this.#stops.ofSegment[index] ?? [];
      if (this.#stops.ofChange[index] !== stop && !own.includes(stop)) continue;
      for (const origin of originsOf(change, (segment) => own[segment] === stop)) found.set(origin.key, origin);
    }
    return [...found.values()];
  }
}
