import type { Browser, Page, Route } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';

import { DESKTOP, launch, open, type Watched } from './support/browser';
import { composer, english, signIn, thread } from './support/steps';
import { demo, type Understory } from './support/understory';

let understory: Understory;
let browser: Browser;
let watched: Watched;

beforeAll(async () => {
  understory = await demo();
  browser = await launch();
});
afterEach(() => watched.context.close());
afterAll(async () => {
  await browser?.close();
  await understory?.stop();
});

const password = () => /with the password (.+)/.exec(understory.said)?.[1]?.trim() ?? '';
const participant = () => /(\S+@\S+)\s+participant/.exec(understory.said)?.[1] ?? '';
const slug = () => /\/g\/(\S+)/.exec(understory.said)?.[1] ?? '';

/** A signed-in participant before the first paragraph's composer. */
async function compose(): Promise<Page> {
  watched = await open(browser, { ...DESKTOP, locale: 'en-GB' });
  const { page } = watched;
  await page.goto(`${understory.url}/sign-in?next=/guidelines/${slug()}/revisions/1`);
  await signIn(page, english, participant(), password());
  await openComposer(page);
  return page;
}

async function openComposer(page: Page) {
  await page.locator('article .remark').nth(1).focus();
  await page.keyboard.press('Enter');
  await composer(page).waitFor();
}

const isPost = (route: Route) => route.request().method() === 'POST';
const field = (page: Page) => composer(page).locator('textarea[maxlength]');
const sendButton = (page: Page) => composer(page).getByRole('button', { name: 'Send', exact: true });

/** Lets the server do it, then loses its answer. */
async function loseAnswers(page: Page, times: number) {
  let left = times;
  await page.route('**/comments', async (route) => {
    if (!isPost(route) || left-- <= 0) return route.fallback();
    await route.fetch();
    await route.abort();
  });
}

it('what was typed is there again after a reload', async () => {
  const page = await compose();
  await field(page).fill('Half a thought');
  await page.reload();
  await openComposer(page);
  expect(await field(page).inputValue()).toBe('Half a thought');
});

it('a lost answer keeps the text, says what to do, and the retry does not double', async () => {
  const page = await compose();
  await loseAnswers(page, 1);
  await field(page).fill('Sent exactly once');
  await sendButton(page).click();
  await page.getByRole('alert').waitFor();
  expect(await page.getByRole('alert').innerText()).toContain('will not be sent twice');
  expect(await field(page).inputValue()).toBe('Sent exactly once');
  await page.reload();
  await openComposer(page);
  await sendButton(page).click();
  await composer(page).waitFor({ state: 'detached' });
  await page.reload();
  await thread(page, 'Sent exactly once').first().waitFor();
  expect(await thread(page, 'Sent exactly once').count()).toBe(1);
});

it('a lost answer and new words leave one comment with the new words', async () => {
  const page = await compose();
  await loseAnswers(page, 1);
  await field(page).fill('First wording of it');
  await sendButton(page).click();
  await page.getByRole('alert').waitFor();
  await field(page).fill('Second wording of it');
  await sendButton(page).click();
  await composer(page).waitFor({ state: 'detached' });
  await page.reload();
  await thread(page, 'Second wording of it').first().waitFor();
  expect(await thread(page, 'wording of it').count()).toBe(1);
});

it('an acknowledged comment leaves no draft', async () => {
  const page = await compose();
  await field(page).fill('Acknowledged');
  await sendButton(page).click();
  await composer(page).waitFor({ state: 'detached' });
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('draft')))).toEqual([]);
});

it('Enter that ends a word of an input method sends nothing', async () => {
  const page = await compose();
  const client = await page.context().newCDPSession(page);
  await field(page).focus();
  await client.send('Input.imeSetComposition', { text: 'wei kuang', selectionStart: 9, selectionEnd: 9 });
  await field(page).dispatchEvent('keydown', { key: 'Enter', ctrlKey: true, isComposing: true, bubbles: true });
  await client.send('Input.insertText', { text: '尾矿' });
  expect(await field(page).inputValue()).toBe('尾矿');
  expect(await composer(page).count()).toBe(1);
});

it('an access token that ran out is renewed without a word', async () => {
  const page = await compose();
  let refused = 0;
  await page.route('**/comments', async (route) => {
    if (!isPost(route) || refused++ > 0) return route.fallback();
    await route.fulfill({ status: 401, contentType: 'application/problem+json', body: '{"type":"/problems/unauthorized","title":"x","status":401,"detail":"x"}' });
  });
  await field(page).fill('After a renewal');
  await sendButton(page).click();
  await thread(page, 'After a renewal').waitFor();
  expect(refused).toBe(2);
});
