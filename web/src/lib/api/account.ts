import { ask, askJson, session } from './client';
import type { Me, MeChanges } from './wire';

export async function signIn(email: string, password: string): Promise<void> {
  session.begin(await askJson('/auth/login', { method: 'POST', body: { email, password } }));
}

export async function register(body: { email: string; password: string; display_name: string }): Promise<void> {
  await ask('/auth/register', { method: 'POST', body });
}

export async function signOut(): Promise<void> {
  try {
    await ask('/auth/logout', { method: 'POST' });
  } finally {
    session.end();
  }
}

export function getMe(): Promise<Me> {
  return askJson('/me');
}

export function changeMe(changes: MeChanges): Promise<Me> {
  return askJson('/me', { method: 'PATCH', body: changes });
}
