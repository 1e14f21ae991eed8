import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

/** Who did it and when, as a word processor notes it. */
interface Marked {
  author: string;
  date: string;
}

const DOCUMENT = 'word/document.xml';
const COMMENTS = 'word/comments.xml';

/** A Word file as somebody changes it in a word processor that tracks changes. */
export class WordFile {
  readonly #parts;
  #id = 90_000;

  constructor(bytes: Uint8Array) {
    this.#parts = unzipSync(bytes);
  }

  /** Words replaced in one run of text. */
  replace(words: string, by: string, { author, date }: Marked): this {
    const who = `w:author="${author}" w:date="${date}"`;
    return this.#inRun(words, (format) => {
      const gone = `<w:del w:id="${this.#id++}" ${who}><w:r>${format}<w:delText xml:space="preserve">${words}</w:delText></w:r></w:del>`;
      return `${gone}<w:ins w:id="${this.#id++}" ${who}><w:r>${format}<w:t xml:space="preserve">${by}</w:t></w:r></w:ins>`;
    });
  }

  /** A remark in the margin; the file has others already. */
  comment(words: string, body: string, { author, date }: Marked): this {
    const id = this.#id++;
    const range = (edge: string) => `<w:commentRange${edge} w:id="${id}"/>`;
    this.#inRun(words, (format) => `${range('Start')}<w:r>${format}<w:t xml:space="preserve">${words}</w:t></w:r>${range('End')}<w:r><w:commentReference w:id="${id}"/></w:r>`);
    const remark = `<w:comment w:id="${id}" w:author="${author}" w:initials="X" w:date="${date}"><w:p><w:r><w:t>${body}</w:t></w:r></w:p></w:comment>`;
    return this.#edit(COMMENTS, (xml) => xml.replace('</w:comments>', `${remark}</w:comments>`));
  }

  bytes(): Buffer {
    return Buffer.from(zipSync(this.#parts));
  }

  /** Cuts the words out of the run they stand in; what becomes of them takes the run's format. */
  #inRun(words: string, become: (format: string) => string): this {
    const run = new RegExp(`<w:r>(<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t(?: xml:space="preserve")?>([^<]*?)${words}([^<]*)</w:t></w:r>`);
    const piece = (format: string, text: string) => (text ? `<w:r>${format}<w:t xml:space="preserve">${text}</w:t></w:r>` : '');
    return this.#edit(DOCUMENT, (xml) => xml.replace(run, (_, format = '', before, after) => piece(format, before) + become(format) + piece(format, after)));
  }

  #edit(part: string, change: (xml: string) => string): this {
    const before = strFromU8(this.#parts[part] ?? new Uint8Array());
    const after = change(before);
    if (after === before) throw new Error(`nothing to change in ${part}`);
    this.#parts[part] = strToU8(after);
    return this;
  }
}
