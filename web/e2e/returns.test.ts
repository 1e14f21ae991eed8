import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';

import { DESKTOP, expectAccessible, expectNoSideways, open, PHONE } from './support/browser';
import { browser, said, setStage, slug, understory } from './support/stage';
import { chinese, english, signIn, textWith, thread } from './support/steps';
import { WordFile } from './support/word';

setStage();

const DATE = '2026-11-20T09:30:00Z';

async function download(page: Page, language: string): Promise<WordFile> {
  const address = `${understory.url}/api/v1/guidelines/${slug()}/revisions/2?format=docx&comments=true&language=${language}`;
  return new WordFile(await (await page.request.get(address)).body());
}

async function bringBack(page: Page, words: (typeof stories)[number], ...files: { name: string; buffer: Buffer }[]) {
  await page.goto(`${understory.url}/guidelines/${slug()}/returns`);
  await page.locator('input[type=file]').setInputFiles(files.map((file) => ({ ...file, mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' })));
  await page.getByRole('button', { name: words.send, exact: true }).click();
  await page.locator(`section:has(h2):nth-of-type(${files.length}) :is(dl, .notice)`).waitFor();
}

const figures = async (page: Page, file = 0) => (await page.locator('section.panel').nth(file).locator('dd').allInnerTexts()).map((text) => Number.parseInt(text));

const stories = [
  { on: 'desktop', language: 'en', screen: DESKTOP, locale: 'en-GB', words: english, send: 'Bring back', author: 'Ana Machava', text: 'first reconnaissance survey', by: 'first field survey', remarked: 'closed site', nothing: 'There was nothing new in this file.' },
  { on: 'phone', language: 'zh', screen: PHONE, locale: 'zh-CN', words: chinese, send: '带回', author: '陈晓', text: '首次踏勘', by: '首次野外调查', remarked: '闭矿场地移交', nothing: '该文件没有新内容。' },
] as const;

describe.each(stories)('a Word file comes back on a $on in $language', (story) => {
  const { language, screen, locale, words, author, text, by, remarked } = story;

  it('brings its changes and remarks, once', async () => {
    const { page, context, troubles } = await open(browser, { ...screen, locale });
    await page.goto(`${understory.url}/sign-in`);
    await signIn(page, words, said(/(\S+@\S+)\s+participant/), said(/with the password (.+)/));

    const marked = (await download(page, language)).replace(text, by, { author, date: DATE }).comment(remarked, `${author}: ?`, { author, date: DATE });
    await bringBack(page, story, { name: 'marked.docx', buffer: marked.bytes() });
    expect(await figures(page)).toEqual([1, 1, 0]);
    await expectAccessible(page, 'brought back');
    await expectNoSideways(page, 'brought back');

    await page.goto(`${understory.url}/guidelines/${slug()}/suggestions`);
    const card = page.locator('[data-suggestion]').filter({ hasText: author });
    expect(await card.locator('del').innerText()).toContain(text.split(' ')[1] ?? text.slice(2));
    expect(await card.locator('ins').innerText()).toContain(by.split(' ')[1] ?? by.slice(2));
    await expectAccessible(page, 'suggestions');
    await expectNoSideways(page, 'suggestions');

    await card.getByRole('link').first().click();
    await textWith(page, text).waitFor();
    await page.goto(`${understory.url}/guidelines/${slug()}/revisions/2?language=${language}`);
    await textWith(page, remarked).waitFor();
    expect(await textWith(page, remarked).locator('mark.exact', { hasText: remarked }).count()).toBeGreaterThan(0);
    if (screen === DESKTOP) expect(await thread(page, `${author}: ?`).locator('.byline strong').innerText()).toBe(author);

    await bringBack(page, story, { name: 'again.docx', buffer: marked.bytes() });
    expect(await figures(page)).toEqual([0, 0, 0]);
    expect(await page.getByText(story.nothing).isVisible()).toBe(true);

    expect(troubles).toEqual([]);
    await context.close();
  });
});

it('a file that is none does not keep the others', async () => {
  const [story] = stories;
  const { page, context } = await open(browser, { ...DESKTOP, locale: story.locale });
  await page.goto(`${understory.url}/sign-in`);
  await signIn(page, story.words, said(/(\S+@\S+)\s+participant/), said(/with the password (.+)/));
  const good = (await download(page, 'en')).replace('mitigation hierarchy', 'mitigation sequence', { author: 'Li Lei', date: DATE });
  await bringBack(page, story, { name: 'none.docx', buffer: Buffer.from('no document') }, { name: 'good.docx', buffer: good.bytes() });
  expect(await page.locator('section.panel').first().getByRole('alert').isVisible()).toBe(true);
  expect(await figures(page, 1)).toEqual([1, 0, 0]);
  await context.close();
});

it('who takes no part is told how to', async () => {
  const { page, context } = await open(browser, { ...DESKTOP, locale: 'en-GB' });
  await page.goto(`${understory.url}/guidelines/${slug()}/returns`);
  expect(await page.locator('.panel').innerText()).toContain('Only participants');
  expect(await page.locator('input[type=file]').count()).toBe(0);
  await context.close();
});
