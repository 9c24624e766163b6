import { createContext, useContext } from 'react';
import { en } from './en.js';
import type { Words } from './words.js';
import { zhCN } from './zh-cn.js';

export const LANGUAGES = { en, 'zh-CN': zhCN } satisfies Record<string, Words>;
export type Language = keyof typeof LANGUAGES;

/** The language that the reader chose on an earlier visit, or else the browser's. */
export function firstLanguage(): Language {
  const chosen = localStorage.getItem(CHOSEN_LANGUAGE);
  if (chosen !== null && isLanguage(chosen)) return chosen;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

const CHOSEN_LANGUAGE = 'console:language';

export function rememberLanguage(language: Language): void {
  localStorage.setItem(CHOSEN_LANGUAGE, language);
}

export function isLanguage(name: string): name is Language {
  return Object.hasOwn(LANGUAGES, name);
}

export const WordsContext = createContext<Words>(en);

export function useWords(): Words {
  return useContext(WordsContext);
}
