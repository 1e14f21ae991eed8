import { api, ask } from './client';

/** The revision that the person signed in last read. */
export async function getLastRead(slug: string): Promise<number | null> {
  const { revision } = await ask(api.GET('/api/v1/guidelines/{slug}/reading', { params: { path: { slug } } }));
  return revision;
}

export async function setLastRead(slug: string, revision: number): Promise<void> {
  await ask(api.PUT('/api/v1/guidelines/{slug}/reading', { params: { path: { slug } }, body: { revision } }));
}
