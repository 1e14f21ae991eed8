import type { Page } from 'playwright-core';
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

/** An editor publishes other words; answers the number of the revision. */
async function next(revision: number, from: string, to: string): Promise<number> {
  const lin = await desk.enter('lin.yuehua@example.org');
  const id = await desk.propose(lin, revision, 'en', 'p17', (text) => text.replace(from, to), '');
  await desk.decide(lin, id, { outcome: 'accepted' });
  await desk.publish(lin);
  return revision + 1;
}

async function toTheEnd(page: Page) {
  await page.locator('[data-read-mark]').scrollIntoViewIfNeeded();
}

it('somebody signed in reads, and is told what changed since', async () => {
  const { page, context, troubles } = await open(browser, { ...DESKTOP, locale: 'en-GB' });
  await page.goto(`${understory.url}/sign-in`);
  await signIn(page, english, 'camila.andrade@example.org', said(/with the password (.+)/));
  await page.goto(`${base()}/since`);
  await page.getByText('You have not read a revision to its end yet.').waitFor();
  await expectAccessible(page, 'nothing read yet');
  await page.getByRole('link', { name: 'Read revision 3' }).click();
  await page.locator('article [data-block]').first().waitFor();
  await toTheEnd(page); // being there at once is not reading
  await page.getByRole('button', { name: 'I have read revision 3' }).click();
  await page.locator('[data-read-mark]').getByText('You have read revision 3.').waitFor();
  await page.goto(`${base()}/since`);
  await page.getByText('Nothing is new').waitFor();

  await next(3, 'at least 10 %', 'at least 20 %');
  await page.goto(understory.url);
  const banner = page.locator('[data-since]');
  await banner.getByText('You last read revision 3; this is revision 4 now.').waitFor();
  await expectAccessible(page, 'the list with news');
  await page.goto(`${base()}/revisions/4?language=en`);
  await banner.getByRole('link', { name: 'See what changed since' }).click();
  await page.waitForURL('**/redline/3..4*');
  await page.locator('article ins').filter({ hasText: '20' }).waitFor();
  await page.goto(`${base()}/since?language=en`);
  await page.waitForURL('**/redline/3..4?language=en');
  await page.getByRole('button', { name: 'I have read revision 4' }).click();
  await page.locator('[data-read-mark]').getByText('You have read revision 4.').waitFor();
  await page.goto(`${base()}/since`);
  await page.getByText('you have read revision 4').waitFor();
  expect(troubles).toEqual([]);
  await context.close();
});

it('a visitor is remembered by the browser, once the end was seen after a while', async () => {
  const { page, context, troubles } = await open(browser, { ...PHONE, locale: 'zh-CN' });
  await page.clock.install();
  await page.goto(`${base()}/since`);
  await page.getByText('此浏览器没有您读完任何一版的记录').waitFor();
  await expectAccessible(page, 'nothing remembered');
  await page.goto(`${base()}/revisions/4?language=zh`);
  await page.locator('article [data-block]').first().waitFor();
  await toTheEnd(page);
  await page.getByRole('button', { name: '我已读完第 4 版' }).waitFor();
  await page.clock.fastForward(31_000);
  await page.locator('[data-read-mark]').getByText('您已读完第 4 版。').waitFor();
  await next(4, 'at least 20 %', 'at least 15 %');
  await page.goto(`${base()}?language=en`);
  await page.locator('[data-since]').getByText('您上次读的是第 4 版，现在是第 5 版。').waitFor();
  await expectAccessible(page, 'news on a phone');
  await expectNoSideways(page, 'news on a phone');
  await page.locator('[data-since] a').tap();
  await page.waitForURL('**/redline/4..5*');
  await page.locator('article ins').filter({ hasText: '15' }).waitFor();
  expect(troubles).toEqual([]);
  await context.close();
});
