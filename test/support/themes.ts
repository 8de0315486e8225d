import fs from 'node:fs';
import path from 'node:path';

/** What a real webview was given in one of VS Code's own themes; see themes/collect.mjs. */
export interface Theme {
  /** Value of the setting `workbench.colorTheme`. */
  setting: string;
  /** Of `<body>`. */
  bodyAttributes: Record<string, string>;
  /** CSS custom properties on `<html>`, with their leading dashes. */
  variables: Record<string, string>;
}

export const themeNames = ['light', 'dark', 'high-contrast', 'high-contrast-light'] as const;
export type ThemeName = (typeof themeNames)[number];

const read = (name: ThemeName) =>
  JSON.parse(fs.readFileSync(path.resolve('test/support/themes', `${name}.json`), 'utf8')) as Theme;

export const themes: Record<ThemeName, Theme> = {
  light: read('light'),
  dark: read('dark'),
  'high-contrast': read('high-contrast'),
  'high-contrast-light': read('high-contrast-light'),
};
