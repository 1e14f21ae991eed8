export type Theme = 'auto' | 'light' | 'dark';

const KEY = 'understory:theme';

/** Light or dark: as the system has it, unless chosen here. */
class ThemeChoice {
  current = $state<Theme>('auto');

  constructor() {
    try {
      const stored = localStorage.getItem(KEY);
      if (stored === 'light' || stored === 'dark') this.choose(stored);
    } catch {
      // the system's it is
    }
  }

  choose(theme: Theme) {
    this.current = theme;
    if (theme === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // then it holds until the page is left
    }
  }
}

export const theme = new ThemeChoice();
