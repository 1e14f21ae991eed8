import { publishRevision, type Upload } from '$lib/api/revisions';
import { mayRetry, Problem } from '$lib/api/problem';
import type { Guideline, PublishReport } from '$lib/api/wire';
import { draftName, freshKey, readDraft, removeDraft, writeDraft } from '$lib/comments/drafts';

type Step = 'choose' | 'checking' | 'checked' | 'publishing' | 'published';

/** The next revision on its way: choose files, check them, publish. */
export class NextRevision {
  files = $state.raw<Record<string, File>>({});
  note = $state('');
  step = $state<Step>('choose');
  report = $state.raw<PublishReport | null>(null);
  error = $state.raw<unknown>(null);
  #key = freshKey();
  readonly #draft: string;

  constructor(readonly guideline: Guideline) {
    this.#draft = draftName('revision-note', guideline.slug, (guideline.latest_revision ?? 0) + 1);
    this.note = readDraft(this.#draft)?.body ?? '';
  }

  get ready(): boolean {
    return this.guideline.language in this.files && (this.step === 'choose' || this.step === 'checked');
  }

  get isStale(): boolean {
    return this.error instanceof Problem && this.error.status === 409;
  }

  /** Whatever is changed has to be checked again. */
  choose(language: string, file: File | null) {
    const { [language]: _, ...others } = this.files;
    this.files = file ? { ...others, [language]: file } : others;
    this.#changed();
  }

  keepNote() {
    writeDraft(this.#draft, { body: this.note });
    this.#key = freshKey();
  }

  async check() {
    await this.#run('checking', 'checked', true);
  }

  async publish() {
    await this.#run('publishing', 'published', false);
    if (this.step === 'published') removeDraft(this.#draft);
  }

  #changed() {
    this.step = 'choose';
    this.report = null;
    this.error = null;
    this.#key = freshKey();
  }

  async #run(during: Step, after: Step, check: boolean) {
    const before = this.step;
    this.step = during;
    this.error = null;
    try {
      this.report = await publishRevision(this.guideline.slug, this.#upload(), { check, key: this.#key });
      this.step = after;
    } catch (error) {
      this.error = error;
      this.step = mayRetry(error) ? before : 'choose';
    }
  }

  #upload(): Upload {
    const { language, latest_revision: expected } = this.guideline;
    const files = Object.entries(this.files).map(([language, file]) => ({ language, file }));
    return { files, language, note: this.note.trim(), expected };
  }
}
