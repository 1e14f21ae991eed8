import { api, ask, session } from './client';
import type { Me, MeChanges } from './wire';

export async function signIn(email: string, password: string): Promise<void> {
  session.begin(await ask(api.POST('/api/v1/auth/login', { body: { email, password } })));
}

export async function register(body: { email: string; password: string; display_name: string }): Promise<void> {
  await ask(api.POST('/api/v1/auth/register', { body }));
}

export async function signOut(): Promise<void> {
  try {
    await ask(api.POST('/api/v1/auth/logout'));
  } finally {
    session.end();
  }
}

export function getMe(): Promise<Me> {
  return ask(api.GET('/api/v1/me'));
}

export function changeMe(changes: MeChanges): Promise<Me> {
  return ask(api.PATCH('/api/v1/me', { body: changes }));
}
