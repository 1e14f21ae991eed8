import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';

import { DESKTOP, expectAccessible, expectNoSideways, open, PHONE, type Watched } from './support/browser';
import { browser, said, setStage, slug, understory } from './support/stage';
import { english, signIn } from './support/steps';

setStage();

const FIRST = 'lin.yuehua@example.org';
const SECOND = 'wu.jianping@example.org';
const password = () => said(/with the password (.+)/);

type Headers = Record<string, string>;

async function ask<T>(page: Page, method: string, path: string, headers: Headers, data?: unknown): Promise<T> {
  const answer = await page.request.fetch(`${understory.url}/api/v1${path}`, { method, headers, data });
  expect(answer.ok(), `${method} ${path}: ${await answer.text()}`).toBe(true);
  return (await answer.json()) as T;
}

async function tokenOf(page: Page, email: string): Promise<Headers> {
  const { access_token } = await ask<{ access_token: string }>(page, 'POST', '/auth/login', {}, { email, password: password() });
  return { Authorization: `Bearer ${access_token}` };
}

/** One editor proposes decisions in a guideline where a second one has to confirm them. */
async function proposed(page: Page) {
  const [first, second] = [await tokenOf(page, FIRST), await tokenOf(page, SECOND)];
  const guideline = `/guidelines/${slug()}`;
  const { id } = await ask<{ id: string }>(page, 'GET', '/me', second);
  await ask(page, 'PUT', `${guideline}/members/${id}`, first, { role: 'editor' });
  await ask(page, 'PATCH', guideline, first, { two_step: true });
  const { items } = await ask<{ items: { id: string }[] }>(page, 'GET', `${guideline}/comments?status=open&limit=3`, first);
  await ask(page, 'POST', `${guideline}/decisions`, first, { ids: items.map((one) => one.id), outcome: 'noted', reason: 'Read at the meeting.' });
  const { blocks } = await ask<{ blocks: { id: string; text: string }[] }>(page, 'GET', `${guideline}/revisions/3?language=en`, first);
  for (const words of ['at least 20 %', 'at least 5 %']) {
    const text = blocks.find((block) => block.id === 'p17')?.text.replace('at least 10 %', words);
    const made = await ask<{ id: string }>(page, 'POST', `${guideline}/suggestions`, second, { revision: 3, language: 'en', block_id: 'p17', text, rationale: words });
    await ask(page, 'PUT', `/suggestions/${made.id}/decision`, first, { outcome: 'accepted' });
  }
}

async function enter(email: string, screen: typeof DESKTOP | typeof PHONE): Promise<Watched> {
  const watched = await open(browser, { ...screen, locale: 'en-GB' });
  await watched.page.goto(`${understory.url}/sign-in`);
  await signIn(watched.page, english, email, password());
  return watched;
}

it('a second editor confirms what another proposed, all at once', async () => {
  const watched = await enter(SECOND, PHONE);
  const { page } = watched;
  await proposed(page);
  const base = `${understory.url}/guidelines/${slug()}`;
  await page.goto(`${base}/triage?status=proposed`);
  await page.getByLabel('Choose all that are shown').check();
  await page.getByRole('combobox', { name: 'What to do with them together' }).selectOption('confirm');
  await expectAccessible(page, 'the triage');
  await expectNoSideways(page, 'the triage on a phone');
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.getByText('3 comments changed.').first().waitFor();
  await page.getByText('No comment fits this choice.').waitFor();

  // two that cannot both go in: none is confirmed, and the page names the one
  await page.goto(`${base}/suggestions?status=proposed`);
  await page.getByRole('button', { name: 'Confirm all 2' }).click();
  const culprit = page.getByRole('link', { name: 'See the suggestion that does not go in' });
  await culprit.waitFor();
  await expectAccessible(page, 'the suggestions');
  await expectNoSideways(page, 'the suggestions on a phone');
  await culprit.click();
  await page.getByRole('button', { name: 'Confirm it' }).click();
  await page.getByText('1 decision confirmed.').first().waitFor();
  expect(watched.troubles.filter((what) => !what.includes('409'))).toEqual([]);
  await watched.context.close();
});
