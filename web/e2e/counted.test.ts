import { beforeAll, expect, it } from 'vitest';

import { DESKTOP, expectAccessible, expectNoSideways, open, PHONE } from './support/browser';
import { Desk } from './support/desk';
import { base, browser, said, setStage, slug, understory } from './support/stage';
import { english, signIn } from './support/steps';

let desk: Desk;

setStage();
beforeAll(async () => {
  desk = new Desk(understory.url, slug(), said(/with the password (.+)/));
});

async function enter(email: string, screen: typeof DESKTOP | typeof PHONE) {
  const watched = await open(browser, { ...screen, locale: 'en-GB' });
  await watched.page.goto(`${understory.url}/sign-in`);
  await signIn(watched.page, english, email, said(/with the password (.+)/));
  return watched;
}

it('comments and suggestions that are not decided are counted apart, and confirmed as counted', async () => {
  const camila = await desk.enter('camila.andrade@example.org');
  const propose = (words: string) => desk.propose(camila, 3, 'en', 'p17', (text) => text.replace('at least 10 %', `at least ${words}`), words);
  const id = await propose('11 %');
  await desk.decide(await desk.enter('lin.yuehua@example.org'), id, { outcome: 'accepted', reason: '' });
  const { page, context } = await enter('lin.yuehua@example.org', PHONE);
  await page.goto(`${base()}/draft`);
  await page.getByRole('button', { name: 'Check first' }).click();
  const comments = page.locator('#release li a').filter({ hasText: /^\d+ comments?$/ });
  const suggestions = page.locator('#release li a').filter({ hasText: /^\d+ suggestions?$/ });
  const before = Number.parseInt((await suggestions.textContent()) ?? '', 10);
  expect(await comments.getAttribute('href')).toContain('/triage?status=open');
  expect(await suggestions.getAttribute('href')).toContain('/suggestions?status=open');
  await expectAccessible(page, 'the numbers on a phone');
  await expectNoSideways(page, 'the numbers on a phone');
  await page.getByLabel(/^I know/).check();
  await propose('12 %');
  await page.getByRole('button', { name: 'Publish revision 4' }).click();
  await page.getByText('Look at them again').waitFor();
  expect(Number.parseInt((await suggestions.textContent()) ?? '', 10)).toBe(before + 1);
  expect(await page.getByLabel(/^I know/).isChecked()).toBe(false);
  await context.close();
});

it('a suggestion bears tags, and is found by them', async () => {
  const { page, context, troubles } = await enter('lin.yuehua@example.org', DESKTOP);
  await page.goto(`${base()}/suggestions`);
  const card = page.locator('[data-suggestion]').first();
  const id = (await card.getAttribute('data-suggestion')) ?? '';
  await card.locator('[data-tags] summary').click();
  const tag = card.locator('[data-tags] label').filter({ hasText: 'Offset' });
  await tag.click();
  await card.locator('.tag.on').filter({ hasText: 'Offset' }).waitFor();
  await expectAccessible(page, 'a tagged suggestion');
  await page.locator('.filters label').filter({ hasText: /^Tag/ }).locator('select').selectOption({ label: (await tag.textContent())?.trim() ?? '' });
  await page.waitForURL(/tag=/);
  await page.locator(`[data-suggestion="${id}"]`).waitFor();
  await page.locator(`[data-suggestion="${id}"] [data-tags] summary`).click();
  await page.locator(`[data-suggestion="${id}"] [data-tags] label`).filter({ hasText: 'Offset' }).click();
  await page.locator(`[data-suggestion="${id}"] .tag.on`).waitFor({ state: 'detached' });
  expect(troubles).toEqual([]);
  await context.close();
});

it('the list of guidelines is one request, whatever was read of them', async () => {
  const token = await desk.enter('camila.andrade@example.org');
  await desk.read(token, 2);
  const { page, context } = await enter('camila.andrade@example.org', PHONE);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(understory.url);
  await page.locator('[data-since]').waitFor();
  expect(asked.filter((path) => path.endsWith('/reading'))).toEqual([]);
  expect(asked.filter((path) => path === '/api/v1/guidelines')).toHaveLength(1);
  await context.close();
});
