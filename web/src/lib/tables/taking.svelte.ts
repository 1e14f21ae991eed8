import { mayRetry } from '$lib/api/problem';
import { getRevision } from '$lib/api/revisions';
import { bringTable, type FilledTable } from '$lib/api/tables';
import type { Block, TableTaken, TakenRow } from '$lib/api/wire';
import { freshKey } from '$lib/comments/drafts';

/** Rows by what there is to do about them. */
export type Sort = 'all' | 'placed' | 'unplaced' | 'known' | 'left_out';

/** A filled comment table being brought in. */
export class Taking {
  file = $state.raw<File | null>(null);
  /** How much of it has left, from 0 to 1; null while nothing is on its way. */
  sent = $state<number | null>(null);
  taken = $state.raw<TableTaken | null>(null);
  error = $state.raw<unknown>(null);
  /** The blocks of the texts that rows were placed in. */
  blocks = $state.raw(new Map<string, Block>());
  /** The same for each attempt, so that a repeated one creates nothing twice. */
  #key = freshKey();

  constructor(readonly slug: string) {}

  get busy(): boolean {
    return this.sent !== null;
  }

  get mayRepeat(): boolean {
    return mayRetry(this.error);
  }

  choose(file: File | null) {
    [this.file, this.taken, this.error, this.#key] = [file, null, null, freshKey()];
  }

  async send(about: Omit<FilledTable, 'file'>) {
    if (!this.file || this.busy) return;
    [this.sent, this.taken, this.error] = [0, null, null];
    try {
      const taken = await bringTable(this.slug, { file: this.file, ...about }, this.#key, (part) => (this.sent = part));
      this.blocks = await this.#texts(taken).catch(() => new Map());
      this.taken = taken;
    } catch (error) {
      this.error = error;
    } finally {
      this.sent = null;
    }
  }

  /** What the rows speak of, to show it. */
  async #texts({ rows, revision }: TableTaken): Promise<Map<string, Block>> {
    const languages = new Set(rows.flatMap(({ place }) => place?.language ?? []));
    const texts = await Promise.all([...languages].map((language) => getRevision(this.slug, revision, language)));
    return new Map(texts.flatMap(({ language, blocks }) => blocks.map((block): [string, Block] => [`${language} ${block.id}`, block])));
  }

  blockOf({ place }: TakenRow): Block | null {
    return place ? (this.blocks.get(`${place.language} ${place.block_id}`) ?? null) : null;
  }
}

export function sortOf({ became, place }: TakenRow): Exclude<Sort, 'all'> {
  if (became === 'known' || became === 'left_out') return became;
  return place ? 'placed' : 'unplaced';
}
