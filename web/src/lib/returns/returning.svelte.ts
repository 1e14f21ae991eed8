import { mayRetry } from '$lib/api/problem';
import { bringBack } from '$lib/api/returns';
import type { Returned } from '$lib/api/wire';
import { freshKey } from '$lib/comments/drafts';

/** A file on its way back. */
export interface Piece {
  readonly file: File;
  /** The same for each attempt, so that a repeated one creates nothing twice. */
  readonly key: string;
  state: 'waiting' | 'sending' | 'done' | 'failed';
  returned: Returned | null;
  error: unknown;
}

/** Files that somebody marked up, brought back one after another. */
export class Returning {
  pieces = $state<Piece[]>([]);
  busy = $state(false);

  constructor(readonly slug: string) {}

  get waiting(): number {
    return this.pieces.filter(({ state }) => state === 'waiting').length;
  }

  choose(files: Iterable<File>) {
    const fresh = [...files].map((file): Piece => ({ file, key: freshKey(), state: 'waiting', returned: null, error: null }));
    this.pieces = [...this.pieces.filter(({ state }) => state !== 'waiting'), ...fresh];
  }

  /** A file that fails does not keep the others. */
  async send() {
    this.busy = true;
    for (const piece of this.pieces) if (piece.state === 'waiting') await this.#bring(piece);
    this.busy = false;
  }

  async again(piece: Piece) {
    this.busy = true;
    await this.#bring(piece);
    this.busy = false;
  }

  mayRepeat(piece: Piece): boolean {
    return piece.state === 'failed' && mayRetry(piece.error);
  }

  async #bring(piece: Piece) {
    piece.state = 'sending';
    piece.error = null;
    try {
      piece.returned = await bringBack(this.slug, piece.file, piece.key);
      piece.state = 'done';
    } catch (error) {
      piece.error = error;
      piece.state = 'failed';
    }
  }
}
