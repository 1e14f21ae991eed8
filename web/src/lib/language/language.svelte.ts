import { baseLocale, locales, overwriteGetLocale } from '../../paraglide/runtime.js';

export type Language = (typeof locales)[number];

const KEY = 'understory:language';

/** How the languages call themselves, and how the document names them. */
export const tags: Record<Language, string> = { en: 'en', zh: 'zh-Hans', pt: 'pt' };

/** The interface's language: as chosen, else as the browser asks, else English. */
class InterfaceLanguage {
  current = $state<Language>(stored() ?? preferred());

  constructor() {
    overwriteGetLocale(() => this.current); // reading it in a component makes that component follow
  }

  choose(language: Language) {
    this.current = language;
    try {
      localStorage.setItem(KEY, language);
    } catch {
      // then it holds until the page is left
    }
  }
}

export const language = new InterfaceLanguage();

/** A language's own name, such as "中文". */
export function nameOf(tag: string): string {
  const name = new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
  return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
}

/** A language's name in the interface's language, for sentences. */
export function nameHere(tag: string): string {
  return new Intl.DisplayNames([tags[language.current]], { type: 'language' }).of(tag) ?? tag;
}

/** The `lang` attribute for a text; plain "zh" leaves the choice of glyphs to chance. */
export function htmlLang(tag: string): string {
  return tag === 'zh' ? 'zh-Hans' : tag;
}

export function formatDate(time: string): string {
  return new Intl.DateTimeFormat(tags[language.current], { dateStyle: 'medium' }).format(new Date(time));
}

/** A day as the server counts them, in UTC, such as "2026-11-23". */
export function formatDay(day: string): string {
  return new Intl.DateTimeFormat(tags[language.current], { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
}

export function formatTime(time: string): string {
  return new Intl.DateTimeFormat(tags[language.current], { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(time));
}

export function formatNumber(value: number): string {
  return new Intl.NumberFormat(tags[language.current]).format(value);
}

function stored(): Language | null {
  try {
    return known(localStorage.getItem(KEY));
  } catch {
    return null;
  }
}

function preferred(): Language {
  for (const tag of navigator.languages) {
    const found = known(tag);
    if (found) return found;
  }
  return baseLocale;
}

function known(tag: string | null): Language | null {
  const base = tag?.toLowerCase().split('-')[0];
  return locales.find((locale) => locale === base) ?? null;
}
