import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { DESKTOP, expectAccessible, expectNoSideways, open, PHONE } from './support/browser';
import { Desk } from './support/desk';
import { base, browser, said, setStage, slug, understory } from './support/stage';
import { english, signIn } from './support/steps';

let desk: Desk;

const panel = (page: Page) => page.locator('dialog[data-whence]');
const change = (page: Page, words: string) => page.locator('article [data-origin]').filter({ hasText: words }).first();

setStage();
beforeAll(async () => {
  desk = new Desk(understory.url, slug(), said(/with the password (.+)/));
  const [camila, wu, lin] = [await desk.enter('camila.andrade@example.org'), await desk.enter('wu.jianping@example.org'), await desk.enter('lin.yuehua@example.org')];
  const twenty = await desk.propose(camila, 3, 'en', 'p17', (text) => text.replace('at least 10 %', 'at least 20 %'), 'Ten is within the error of most surveys.');
  await desk.decide(lin, twenty, { outcome: 'accepted', reason: 'The surveys say so.' });
  const duty = await desk.propose(wu, 3, 'en', 'p19', (text) => text.replace('protected', 'protected or recognised by communities').replace('legally', 'by law'), '');
  await desk.decide(lin, duty, { outcome: 'partly_accepted', hunks: [1], reason: 'Only the second.' });
  await desk.publish(lin);
});

describe('where changed words come from', () => {
  it('is told on a press, and what hangs together is lit', async () => {
    const { page, context, troubles } = await open(browser, { ...DESKTOP, locale: 'en-GB' });
    await page.goto(`${base()}/redline/3..4?language=en`);
    await change(page, '20').click();
    await panel(page).getByText('Camila').waitFor();
    await panel(page).getByText('Instituto Serra Viva').first().waitFor();
    await panel(page).getByText('Ten is within the error of most surveys.').waitFor();
    await panel(page).getByText('The surveys say so.').waitFor();
    expect(await page.locator('article .lit').allInnerTexts()).toEqual(['10 %', '20 %']);
    await page.waitForTimeout(300);
    await expectAccessible(page, 'the panel');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('whence-title');
    await change(page, 'recognised').click();
    await panel(page).getByText('Only the second.').waitFor();
    await page.keyboard.press('Escape');
    await panel(page).waitFor({ state: 'hidden' });
    expect(await page.evaluate(() => document.activeElement?.closest('[data-origin]') !== null)).toBe(true);
    expect(troubles).toEqual([]);
    await context.close();
  });

  it('is asked by the keyboard alone, at the change that one has come to', async () => {
    const { page, context, troubles } = await open(browser, { ...DESKTOP, locale: 'en-GB' });
    await page.goto(`${base()}/redline/3..4?language=en`);
    await change(page, '20').waitFor();
    expect(await page.locator('article [data-origin][tabindex="0"]').count()).toBe(0);
    await page.keyboard.press('n');
    await page.getByText(/Change 1 of \d+, by Camila/).waitFor({ state: 'attached' });
    await page.keyboard.press('Enter');
    await panel(page).getByText('The surveys say so.').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await panel(page).waitFor({ state: 'hidden' });
    const button = page.getByRole('button', { name: 'Who?' });
    await button.click();
    await panel(page).getByRole('link', { name: 'Open the proposal and its discussion' }).waitFor();
    await page.keyboard.press('Escape');
    expect(await button.evaluate((button) => document.activeElement === button)).toBe(true);
    await button.click();
    await panel(page).getByRole('link', { name: 'Open the proposal and its discussion' }).click();
    await page.locator('[data-suggestion]').filter({ hasText: 'Camila' }).waitFor();
    expect(troubles).toEqual([]);
    await context.close();
  });

  it('is a sheet on a phone, and tells of a file, in Chinese', async () => {
    const { page, context, troubles } = await open(browser, { ...PHONE, locale: 'zh-CN' });
    await page.goto(`${base()}/redline/1..2?language=zh`);
    await page.locator('article ins[data-origin]').first().tap();
    await panel(page).getByText('随作为第 2 版发布的文件而来。').waitFor();
    await panel(page).getByText('Lin Yuehua').or(panel(page).getByText('林月华')).first().waitFor();
    await page.waitForTimeout(300);
    await expectAccessible(page, 'the sheet');
    await expectNoSideways(page, 'the sheet');
    await page.touchscreen.tap(195, 40);
    await panel(page).waitFor({ state: 'hidden' });
    expect(troubles).toEqual([]);
    await context.close();
  });

  it('says so where nobody knows, and where it cannot be fetched', async () => {
    const { page, context } = await open(browser, { ...DESKTOP, locale: 'en-GB' });
    await page.goto(`${base()}/redline/4..3?language=en`);
    await page.locator('article ins[data-origin]').first().click();
    await panel(page).getByText('Who made this change is not known.').waitFor();
    await page.route('**/api/v1/suggestions/*', (route) => route.abort());
    await page.goto(`${base()}/redline/3..4?language=en`);
    await change(page, '20').click();
    await panel(page).getByRole('alert').waitFor();
    await panel(page).getByText('Camila').waitFor();
    await page.unroute('**/api/v1/suggestions/*');
    await panel(page).getByRole('button', { name: 'Try again' }).click();
    await panel(page).getByText('The surveys say so.').waitFor();
    await context.close();
  });

  it('is known in the draft, too', async () => {
    const wu = await desk.enter('wu.jianping@example.org');
    const lin = await desk.enter('lin.yuehua@example.org');
    const id = await desk.propose(wu, 4, 'en', 'p17', (text) => text.replace('20 %', '15 %'), 'A middle way.');
    await desk.decide(lin, id, { outcome: 'accepted', reason: 'Agreed in the room.' });
    const { page, context, troubles } = await open(browser, { ...DESKTOP, locale: 'en-GB' });
    await page.goto(`${understory.url}/sign-in`);
    await signIn(page, english, 'lin.yuehua@example.org', said(/with the password (.+)/));
    await page.goto(`${base()}/draft?language=en`);
    await change(page, '15').click();
    await panel(page).getByText('Agreed in the room.').waitFor();
    await expectAccessible(page, 'the draft with the panel');
    expect(troubles).toEqual([]);
    await context.close();
  });

  it('stands on the page without script', async () => {
    const { page, context } = await open(browser, { ...PHONE, locale: 'en-GB', javaScriptEnabled: false });
    await page.goto(`${understory.url}/g/${slug()}/3..4?language=en`);
    await page.getByText('Who changed this: Camila').first().click();
    await page.getByText('The surveys say so.').waitFor();
    await context.close();
  });
});
