import { join } from 'node:path';

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { DESKTOP, launch, open, type Watched } from './support/browser';
import { english, selectByMouse, signIn } from './support/steps';
import { demo, SAMPLE, type Understory } from './support/understory';

let understory: Understory;
let browser: Browser;
let watched: Watched;

const said = (pattern: RegExp) => pattern.exec(understory.said)?.[1]?.trim() ?? '';
const guideline = () => `${understory.url}/guidelines/${said(/\/g\/(\S+)/)}`;

beforeAll(async () => {
  understory = await demo();
  browser = await launch();
  watched = await open(browser, { ...DESKTOP, locale: 'en-GB' });
  await watched.page.goto(`${understory.url}/sign-in`);
  await signIn(watched.page, english, said(/(\S+@\S+)\s+editor/), said(/with the password (.+)/));
});
afterAll(async () => {
  await browser?.close();
  await understory?.stop();
});

it('an editor attaches a comment without a place to a passage', async () => {
  const { page, troubles } = watched;
  await page.goto(`${guideline()}/revisions/2`);
  const lost = page.locator('#unplaced .thread');
  await lost.first().waitFor();
  const before = await lost.count();
  const id = await lost.first().getAttribute('data-thread');
  await lost.first().getByRole('button', { name: 'Attach to another passage' }).click();
  await selectByMouse(page, 'outside the scope');
  await page.getByRole('button', { name: 'Attach here' }).click();
  await page.locator(`mark[data-comments~="${id}"]`).waitFor();
  expect(await page.locator(`mark[data-comments~="${id}"]`).innerText()).toBe('outside the scope');
  expect(await lost.count()).toBe(before - 1);
  await page.reload();
  await page.locator(`mark[data-comments~="${id}"]`).waitFor();
  expect(troubles).toEqual([]);
});

it('a filter shows the comments of one kind of place', async () => {
  const { page } = watched;
  await page.goto(`${guideline()}/revisions/2`);
  await page.locator('.thread').first().waitFor();
  await page.locator('.bar select').selectOption('orphaned');
  expect(await page.locator('aside .thread').count()).toBe(0);
  expect(await page.locator('#unplaced .thread').count()).toBeGreaterThan(0);
});

it('support and replies are there after a reload', async () => {
  const { page } = watched;
  await page.goto(`${guideline()}/revisions/2`);
  const thread = page.locator('aside .thread').first();
  await thread.getByRole('button', { name: 'Support' }).click();
  await thread.getByRole('button', { name: 'Reply' }).click();
  await page.getByPlaceholder('Your reply').fill('Noted 已阅 😀');
  await page.keyboard.press('Control+Enter');
  await thread.getByText('Noted 已阅 😀').waitFor();
  await page.reload();
  await expect.poll(() => thread.getByRole('button', { name: /supports? this/ }).getAttribute('aria-pressed')).toBe('true');
  await thread.getByRole('button', { name: /repl(y|ies)$/ }).first().click();
  await thread.getByText('Noted 已阅 😀').waitFor();
});

it('a file that is none is refused in words, and nothing is published', async () => {
  const { page } = watched;
  await page.goto(`${guideline()}/upload`);
  await page.locator('input[type=file][name=en]').setInputFiles({ name: 'draft.docx', mimeType: 'application/octet-stream', buffer: Buffer.from('PK\u0003\u0004 no zip at all') });
  await page.getByRole('button', { name: 'Check the files' }).click();
  await page.getByRole('alert').waitFor();
  expect((await page.getByRole('alert').innerText()).length).toBeGreaterThan(40);
  expect(await page.getByRole('button', { name: /^Publish revision/ }).count()).toBe(0);
});

it('somebody who publishes on an old state is told so', async () => {
  const { page } = watched;
  await page.goto(`${guideline()}/upload`);
  await page.locator('input[type=file][name=en]').setInputFiles(join(SAMPLE, 'en/revision-1.md'));
  await page.route('**/revisions', async (route) => {
    const body = route.request().postDataBuffer()?.toString('latin1').replace(/(name="expected"\r\n\r\n)\d+/, '$11');
    await route.fallback({ postData: Buffer.from(body ?? '', 'latin1') });
  });
  await page.getByRole('button', { name: 'Check the files' }).click();
  await page.getByText('Somebody was faster').waitFor();
  await page.unroute('**/revisions');
});

it('a moved paragraph links its two halves', async () => {
  const { page } = watched;
  await page.goto(`${guideline()}/redline/1..2`);
  await page.locator('.moved_to a.note').first().click();
  const target = new URL(page.url()).hash;
  expect(target).toMatch(/^#move-\d+-from$/);
  expect(await page.locator(target).isVisible()).toBe(true);
});
