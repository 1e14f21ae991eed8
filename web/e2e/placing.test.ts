import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { DESKTOP, expectAccessible, launch, open, type Watched } from './support/browser';
import { english, publish, selectByMouse, send, signIn, thread } from './support/steps';
import { demo, SAMPLE, type Understory } from './support/understory';

let understory: Understory;
let browser: Browser;
let watched: Watched;

const said = (pattern: RegExp) => pattern.exec(understory.said)?.[1]?.trim() ?? '';
const slug = () => said(/\/g\/(\S+)/);
const guideline = () => `${understory.url}/guidelines/${slug()}`;

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

it('of several places that fit, one press takes the right one', async () => {
  const { page, troubles } = watched;
  const words = 'Seasonal streams are sampled twice in every year.';
  const text = (number: number, paragraphs: string[]) => {
    const path = join(understory.folder, `water-${number}.md`);
    writeFileSync(path, ['# Water', ...paragraphs, ''].join('\n\n'));
    return { en: path };
  };
  const baselines = ['Baselines are taken before any work begins.', 'Data are open to everyone who asks.'];
  const [monitoring, closure] = ['Monitoring continues while the mine is open.', 'Closure is planned from the first day.'];
  const before = await publish(page, english, slug(), text(1, [baselines.join(` ${words} `), monitoring, closure]), 'Once');
  await page.goto(`${guideline()}/revisions/${before}`);
  await selectByMouse(page, words);
  await page.getByRole('button', { name: 'Comment on this passage' }).click();
  await send(page, english, 'Twice is not enough');
  const id = await thread(page, 'Twice is not enough').getAttribute('data-thread');
  const after = await publish(page, english, slug(), text(2, [baselines.join(' '), `${monitoring} ${words}`, `${closure} ${words}`]), 'Twice');

  await page.goto(`${guideline()}/revisions/${after}`);
  const places = page.locator(`#unplaced [data-thread="${id}"] .candidates li`);
  await places.first().waitFor();
  expect(await places.getByRole('link').allInnerTexts()).toEqual([`…oring continues while the mine is open. ${words}`, `${closure} ${words}`]);
  await places.nth(1).getByRole('link').click();
  const looked = page.locator('mark[data-comments~="candidate"]');
  expect(await looked.innerText()).toBe(words);
  const block = await looked.locator('xpath=ancestor::*[@data-block][1]').getAttribute('data-block');
  await expectAccessible(page, 'candidates');
  await places.nth(1).getByRole('button', { name: 'It belongs here' }).click();
  await page.locator(`[data-block="${block}"] mark[data-comments~="${id}"]`).waitFor();
  expect(await looked.count()).toBe(0);
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-remark'))).toBe(block);
  await page.reload();
  await page.locator(`[data-block="${block}"] mark[data-comments~="${id}"]`).waitFor();
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

it('own words are changed where they stand, and say so', async () => {
  const { page } = watched;
  const focused = (name: string) => expect.poll(() => page.evaluate(() => document.activeElement?.textContent?.trim())).toBe(name);
  await page.goto(`${guideline()}/revisions/2`);
  await page.locator('article .remark').nth(1).press('Enter');
  await send(page, english, 'Words to be changed');
  const id = await thread(page, 'Words to be changed').getAttribute('data-thread');
  const own = page.locator(`[data-thread="${id}"]`);
  const field = own.locator('.editing textarea');

  await own.getByRole('button', { name: 'Edit' }).press('Enter');
  expect(await field.inputValue()).toBe('Words to be changed');
  await expectAccessible(page, 'editing');
  await field.fill('Other words 阅');
  await field.dispatchEvent('keydown', { key: 'Enter', ctrlKey: true, isComposing: true, bubbles: true });
  await field.press('Escape');
  await focused('Edit');
  expect(await own.innerText()).toContain('Words to be changed');

  await page.route('**/comments/*', (route) => route.abort(), { times: 1 });
  await page.reload();
  await own.getByRole('button', { name: 'Edit' }).press('Enter');
  expect(await field.inputValue()).toBe('Other words 阅');
  await field.press('Control+Enter');
  expect(await own.getByRole('alert').innerText()).toContain('kept on this device');
  await field.press('Control+Enter');
  await field.waitFor({ state: 'detached' });
  await focused('Edit');
  expect(await own.innerText()).toMatch(/edited[\s\S]*Other words 阅/);

  await own.getByRole('button', { name: 'Reply' }).press('Enter');
  await page.keyboard.type('First reply');
  await page.keyboard.press('Control+Enter');
  await focused('Reply');
  await own.getByRole('listitem').getByRole('button', { name: 'Edit' }).press('Enter');
  await field.fill('Second reply');
  await own.getByRole('button', { name: 'Save' }).click();
  await field.waitFor({ state: 'detached' });
  await page.reload();
  await own.click();
  expect(await own.innerText()).toMatch(/edited[\s\S]*Other words 阅[\s\S]*edited[\s\S]*Second reply/);
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
