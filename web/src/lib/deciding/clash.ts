import { Problem } from '$lib/api/problem';
import type { Block, BlockConflict } from '$lib/api/wire';

/** Why a suggestion does not go into the draft, as the server says it. */
export interface Clash {
  conflicts: BlockConflict[];
  /** The ids of the accepted suggestions that were there before. */
  others: string[];
}

/** The clash that an error tells of, if it tells of one. */
export function clashOf(error: unknown): Clash | null {
  if (!(error instanceof Problem) || error.status !== 409) return null;
  const { conflict, with: others } = error.more;
  if (!Array.isArray(conflict) || conflict.length === 0) return null;
  return { conflicts: conflict as BlockConflict[], others: Array.isArray(others) ? (others as string[]) : [] };
}

/** How many comments and suggestions are not decided, where publishing is refused for that. */
export function undecidedOf(error: unknown): { comments: number; suggestions: number } | null {
  if (!(error instanceof Problem) || error.status !== 409) return null;
  const { comments, suggestions } = error.more;
  return typeof comments === 'number' && typeof suggestions === 'number' ? { comments, suggestions } : null;
}

/** How a block of the draft reads now, where an edit came too late. */
export function changedSince(error: unknown): { tag: string; block: Block | null } | null {
  if (!(error instanceof Problem) || error.status !== 412) return null;
  const { tag, block } = error.more;
  return typeof tag === 'string' ? { tag, block: (block as Block | null | undefined) ?? null } : null;
}
