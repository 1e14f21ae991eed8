import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { unzipSync } from 'fflate';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { DESKTOP, expectAccessible, expectNoSideways, launch, open, PHONE } from './support/browser';
import { chinese, composer, english, publish, selectByMouse, selectByTouch, send, signIn, textWith, thread } from './support/steps';
import { convert, SAMPLE, serve, type Understory } from './support/understory';

const EDITOR = 'editor@example.org';

/** Words that stand in both revisions of the sample, and a sentence that only the first has. */
const passages = {
  en: { kept: 'first reconnaissance survey', gone: 'An impact that is acceptable for one mine may not be acceptable for five.' },
  zh: { kept: '从首次踏勘到闭矿场地移交', gone: '一座矿山可以接受的影响，五座矿山叠加未必可以接受。' },
};

let understory: Understory;
let browser: Browser;
let word: string;

beforeAll(async () => {
  understory = await serve(EDITOR, 'Edith Editor');
  browser = await launch();
  word = join(understory.folder, 'revision-2.docx');
  convert(join(SAMPLE, 'en/revision-2.md'), word);
});
afterAll(async () => {
  await browser?.close();
  await understory?.stop();
});

const sample = (language: string, number: number) => join(SAMPLE, language, `revision-${number}.md`);

async function createGuideline(page: Page, slug: string) {
  await page.locator('details summary').click();
  await page.locator('details input').first().fill('Guidelines for Biodiversity Conservation in the Mining Sector');
  await page.locator('details input').nth(1).fill(slug);
  await page.locator('details select').selectOption('en');
  await page.locator('details button').click();
  await page.waitForURL(`**/guidelines/${slug}`);
}

/** With arrow keys alone: the paragraph's button, then the passage, then the words. */
async function commentByKeyboard(page: Page, quote: string, words: typeof english, body: string) {
  const text = textWith(page, quote);
  const whole = (await text.innerText()).replaceAll('\n', '');
  const block = text.locator('xpath=ancestor::*[@data-block][1]');
  await block.locator('.remark').focus();
  await page.keyboard.press('Enter');
  await composer(page).getByRole('button', { name: words.choosePassage }).focus();
  await page.keyboard.press('Enter');
  await page.locator('.picker textarea').waitFor();
  for (let at = 0; at < whole.indexOf(quote); at++) await page.keyboard.press('ArrowRight');
  for (let at = 0; at < quote.length; at++) await page.keyboard.press('Shift+ArrowRight');
  await page.getByRole('button', { name: words.takePassage }).and(page.locator(':enabled')).waitFor();
  await page.keyboard.press('Enter');
  expect(await composer(page).locator('blockquote').innerText()).toBe(quote);
  await page.keyboard.type(body);
  await page.keyboard.press('Control+Enter');
  await composer(page).waitFor({ state: 'detached' });
}

describe.each([
  { on: 'desktop', language: 'en', screen: DESKTOP, locale: 'en-GB', words: english },
  { on: 'phone', language: 'zh', screen: PHONE, locale: 'zh-CN', words: chinese },
  { on: 'desktop', language: 'zh', screen: DESKTOP, locale: 'zh-CN', words: chinese },
  { on: 'phone', language: 'en', screen: PHONE, locale: 'en-GB', words: english },
] as const)('the whole path on a $on in $language', ({ on, language, screen, locale, words }) => {
  const slug = `mining-${on}-${language}`;
  const { kept, gone } = passages[language];
  const revision = (number: number) => `${understory.url}/guidelines/${slug}/revisions/${number}?language=${language}`;

  it('leads from the first revision to the Word file', async () => {
    const { page, context, troubles } = await open(browser, { ...screen, locale });
    await page.goto(`${understory.url}/sign-in`);
    await expectAccessible(page, 'sign in');
    await signIn(page, words, EDITOR);
    await createGuideline(page, slug);
    expect(await publish(page, words, slug, { en: sample('en', 1), zh: sample('zh', 1) }, 'First draft')).toBe(1);
    await expectAccessible(page, 'published');

    await page.goto(revision(1));
    await textWith(page, kept).waitFor();
    await expectAccessible(page, 'reading');
    await expectNoSideways(page, 'reading');

    if (on === 'desktop') await selectByMouse(page, kept);
    else await selectByTouch(page, kept);
    await page.getByRole('button', { name: words.commentOnPassage }).click();
    expect(await composer(page).locator('blockquote').innerText()).toBe(kept);
    await expectAccessible(page, 'composer');
    await send(page, words, 'Which survey is meant?');
    expect(await thread(page, 'Which survey is meant?').isVisible()).toBe(true);
    if (on === 'phone') await page.keyboard.press('Escape');
    expect(await textWith(page, kept).locator('mark.exact').innerText()).toBe(kept);

    await commentByKeyboard(page, gone, words, 'Please keep this sentence.');
    if (on === 'phone') await page.keyboard.press('Escape');
    expect(await textWith(page, gone).locator('mark.exact').innerText()).toBe(gone);

    expect(await publish(page, words, slug, { en: word, zh: sample('zh', 2) }, 'After the first round')).toBe(2);

    await page.goto(revision(2));
    await textWith(page, kept).waitFor();
    expect(await textWith(page, kept).locator('mark.commented').innerText()).toBe(kept);
    const lost = page.locator('#unplaced');
    expect(await lost.locator('blockquote').allInnerTexts()).toEqual([gone]);
    expect(await lost.locator('.doubtful').isVisible()).toBe(true);
    await expectAccessible(page, 'reading revision 2');

    await page.goto(`${understory.url}/guidelines/${slug}/redline/1..2?language=${language}`);
    await page.locator('article.redline ins').first().waitFor();
    await expectAccessible(page, 'redline');
    await expectNoSideways(page, 'redline');
    if (on === 'desktop') await page.keyboard.press('n');
    else await page.getByRole('button', { name: words.next }).tap();
    const counter = page.getByTestId('stop');
    expect(await counter.innerText()).toMatch(/^1 \/ \d+$/);
    expect(await page.locator('[data-stop].current').count()).toBeGreaterThan(0);
    await page.keyboard.press('p');
    const [current, total] = (await counter.innerText()).split(' / ');
    expect(current).toBe(total);
    expect(await page.locator('[data-stop].current').first().isVisible()).toBe(true);

    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: words.download, exact: true }).click();
    const file = unzipSync(readFileSync(await (await downloading).path()));
    const document = new TextDecoder().decode(file['word/document.xml']);
    expect(document).toContain('<w:ins ');
    expect(document).toContain('<w:del ');

    expect(troubles).toEqual([]);
    await context.close();
  });
});
