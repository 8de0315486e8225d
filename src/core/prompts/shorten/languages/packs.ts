import { GERMAN } from './de';
import { ENGLISH } from './en';
import { JAPANESE } from './ja';
import { KOREAN } from './ko';
import type { LanguagePack } from './languagePack';
import { CHINESE } from './zh';

export const LANGUAGE_PACKS: readonly LanguagePack[] = [ENGLISH, KOREAN, JAPANESE, CHINESE, GERMAN];
