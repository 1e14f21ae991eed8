import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';

import { launch } from './browser';
import { demo, type Understory } from './understory';

/** The sample with its people, and a browser: one of each for all walks of a file. */
export let understory: Understory;
export let browser: Browser;

/** Sets the stage, and clears it after the last walk of the file. */
export function setStage() {
  beforeAll(async () => {
    understory = await demo();
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    await understory?.stop();
  });
}

/** What the sample said of itself when it started. */
export const said = (pattern: RegExp) => pattern.exec(understory.said)?.[1]?.trim() ?? '';
export const slug = () => said(/\/g\/(\S+)/);
export const base = () => `${understory.url}/guidelines/${slug()}`;
