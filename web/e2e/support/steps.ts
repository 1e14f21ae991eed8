import type { Locator, Page } from 'playwright-core';

import { PASSWORD } from './understory';

/** The interface's words in the language of the walk. */
export interface Words {
  signIn: string;
  commentOnPassage: string;
  choosePassage: string;
  takePassage: string;
  send: string;
  create: string;
  check: string;
  publish: RegExp;
  read: RegExp;
  next: string;
  download: string;
}

export const english: Words = {
  signIn: 'Sign in',
  commentOnPassage: 'Comment on this passage',
  choosePassage: 'Choose a passage',
  takePassage: 'Take this passage',
  send: 'Send',
  create: 'New guideline',
  check: 'Check the files',
  publish: /^Publish revision \d+$/,
  read: /^Read revision \d+$/,
  next: 'Next',
  download: 'Word',
};

export const chinese: Words = {
  signIn: '登录',
  commentOnPassage: '对所选文字发表意见',
  choosePassage: '选择文字',
  takePassage: '使用所选文字',
  send: '发送',
  create: '新建指南',
  check: '检查文件',
  publish: /^发布第 \d+ 版$/,
  read: /^阅读第 \d+ 版$/,
  next: '下一处',
  download: 'Word',
};

export async function signIn(page: Page, words: Words, email: string, password = PASSWORD) {
  await page.locator('form input[type=email]').fill(email);
  await page.locator('form input[type=password]').fill(password);
  await page.locator('form').getByRole('button', { name: words.signIn }).click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
}

/** The text of a block that contains some words. */
export function textWith(page: Page, words: string): Locator {
  return page.locator('article.prose [data-text]').filter({ hasText: words }).first();
}

/** Where some words of a block are on the screen: before their first and after their last letter. */
export async function placeOf(text: Locator, words: string) {
  await text.scrollIntoViewIfNeeded();
  return text.evaluate((holder, words) => {
    const walker = document.createTreeWalker(holder, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = (node as Text).data.indexOf(words);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + words.length);
      node.parentElement?.scrollIntoView({ block: 'center' });
      const rects = [...range.getClientRects()];
      const [first, last] = [rects[0] as DOMRect, rects.at(-1) as DOMRect];
      return { from: { x: first.left + 1, y: first.top + first.height / 2 }, to: { x: last.right - 1, y: last.top + last.height / 2 } };
    }
    throw new Error(`not in one piece here: ${words}`);
  }, words);
}

/** Selects words as a mouse does. */
export async function selectByMouse(page: Page, words: string) {
  const { from, to } = await placeOf(textWith(page, words), words);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
}

/** Selects words as the handles of a touch screen do. */
export async function selectByTouch(page: Page, words: string) {
  await textWith(page, words).evaluate((holder, words) => {
    const walker = document.createTreeWalker(holder, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = (node as Text).data.indexOf(words);
      if (at < 0) continue;
      document.getSelection()?.setBaseAndExtent(node, at, node, at + words.length);
      return;
    }
  }, words);
}

export function composer(page: Page): Locator {
  return page.locator('.composer');
}

/** Writes into the open composer and sends it. */
export async function send(page: Page, words: Words, body: string) {
  await composer(page).locator('textarea[maxlength]').fill(body);
  await composer(page).getByRole('button', { name: words.send, exact: true }).click();
  await composer(page).waitFor({ state: 'detached' });
}

export function thread(page: Page, body: string): Locator {
  return page.locator('.thread').filter({ hasText: body });
}

/** Chooses files, checks them and publishes; answers the number of the revision. */
export async function publish(page: Page, words: Words, slug: string, files: Record<string, string>, note: string): Promise<number> {
  await page.goto(new URL(`/guidelines/${slug}/upload`, page.url()).href);
  await page.locator('input[type=file]').first().waitFor({ state: 'attached' });
  for (const [language, path] of Object.entries(files)) {
    const input = page.locator(`input[type=file][name=${language}]`);
    if ((await input.count()) === 0) await page.locator(`button[data-language=${language}]`).click();
    await input.setInputFiles(path);
  }
  await page.locator('textarea').fill(note);
  await page.getByRole('button', { name: words.check }).click();
  await page.getByRole('button', { name: words.publish }).click();
  await page.getByRole('link', { name: words.read }).waitFor();
  return Number(/\d+/.exec(await page.getByRole('link', { name: words.read }).innerText())?.[0]);
}
