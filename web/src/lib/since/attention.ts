/** So long must a text have been in front of somebody before its end means anything. */
export const A_WHILE = 30_000;

/** Counts how long a page was in front. */
export class Attention {
  #before = 0;
  #since: number | null = null;

  constructor(readonly now: () => number) {}

  /** The page came to the front, or went. */
  front(isFront: boolean) {
    if (this.#since !== null) this.#before += this.now() - this.#since;
    this.#since = isFront ? this.now() : null;
  }

  /** What is still missing, in milliseconds; none: it was long enough. */
  get missing(): number {
    const current = this.#since === null ? 0 : this.now() - this.#since;
    return Math.max(0, A_WHILE - this.#before - current);
  }
}
