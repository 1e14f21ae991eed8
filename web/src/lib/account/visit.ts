import { getGuideline } from '$lib/api/guidelines';
import type { Guideline } from '$lib/api/wire';

import { account } from './account.svelte';

/** A guideline, once it is known who looks at it. */
export async function visit(slug: string): Promise<Guideline> {
  const [guideline] = await Promise.all([getGuideline(slug), account.load()]);
  return guideline;
}
