import { getDraft } from '$lib/api/draft';
import { getGuideline } from '$lib/api/guidelines';
import { getRevision } from '$lib/api/revisions';
import type { Draft, Guideline, Revision } from '$lib/api/wire';

/** Everything that is fetched for the page of the draft. */
export interface Contents {
  guideline: Guideline;
  /** The revision that the draft goes on from. */
  revision: Revision;
  draft: Draft;
}

export async function fetchContents(slug: string, language?: string): Promise<Contents> {
  const [guideline, draft] = await Promise.all([getGuideline(slug), getDraft(slug, language)]);
  return { guideline, draft, revision: await getRevision(slug, draft.revision, draft.language) };
}
