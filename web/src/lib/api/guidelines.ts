import { all, api, ask, once } from './client';
import type { Guideline, ListedGuideline, Member, Role } from './wire';

/** Those that one may read, each with the revision that the person signed in last read. */
export function listGuidelines(): Promise<ListedGuideline[]> {
  return all((cursor) => api.GET('/api/v1/guidelines', { params: { query: { limit: 100, cursor } } }));
}

export function createGuideline(body: { slug: string; title: string; language: string }, key: string): Promise<Guideline> {
  return ask(api.POST('/api/v1/guidelines', { params: { header: once(key) }, body }));
}

export function getGuideline(slug: string): Promise<Guideline> {
  return ask(api.GET('/api/v1/guidelines/{slug}', { params: { path: { slug } } }));
}

export function listMembers(slug: string): Promise<Member[]> {
  const path = { slug };
  return all((cursor) => api.GET('/api/v1/guidelines/{slug}/members', { params: { path, query: { limit: 100, cursor } } }));
}

export function inviteMember(slug: string, body: { email: string; role: Role }): Promise<Member> {
  return ask(api.POST('/api/v1/guidelines/{slug}/members', { params: { path: { slug } }, body }));
}

export function setRole(slug: string, user_id: string, role: Role): Promise<Member> {
  return ask(api.PUT('/api/v1/guidelines/{slug}/members/{user_id}', { params: { path: { slug, user_id } }, body: { role } }));
}

export async function removeMember(slug: string, user_id: string): Promise<void> {
  await ask(api.DELETE('/api/v1/guidelines/{slug}/members/{user_id}', { params: { path: { slug, user_id } } }));
}
