import assert from 'node:assert/strict';
import fs from 'node:fs';
import { lintRules } from '../../src/core/prompts/lint/index';
import { sources } from '../../src/core/sources/index';
import { readSettingValues } from '../../src/vscode/settingValues';
import { PROMPT_LANGUAGES } from '../../src/vscode/writing/promptLanguages';
import { sourceNames } from '../../src/vscode/sourceNames';

interface Property {
  default: unknown;
  scope: string;
  order: number;
  markdownDescription: string;
  enum?: string[];
  enumDescriptions?: string[];
  items?: { enum: string[] };
  properties?: Record<string, unknown>;
}

const manifest = JSON.parse(fs.readFileSync('package.json', 'utf8')) as {
  contributes: {
    commands: { command: string; title: string; category: string }[];
    menus: Record<'commandPalette' | 'editor/context', { command: string; when: string }[]>;
    configuration: { properties: Record<string, Property> }[];
    walkthroughs: { steps: { media: { svg: string }; completionEvents: string[] }[] }[];
  };
};
const words = JSON.parse(fs.readFileSync('package.nls.json', 'utf8')) as Record<string, string>;
const properties = Object.assign({}, ...manifest.contributes.configuration.map((group) => group.properties)) as Record<
  string,
  Property
>;

suite('manifest', () => {
  test('declares exactly the settings that are read', () => {
    const read: string[] = [];
    readSettingValues((key) => void read.push(`tokenmin.${key}`));
    assert.deepEqual(Object.keys(properties).sort(), read.sort());
  });

  test('has defaults that mean the same as no setting', () => {
    assert.deepEqual(
      readSettingValues((key) => properties[`tokenmin.${key}`]?.default),
      readSettingValues(() => undefined),
    );
  });

  test('reads no setting from a workspace but what its lint is to say', () => {
    for (const [key, property] of Object.entries(properties)) {
      const allowed = key.startsWith('tokenmin.lint.') ? ['resource'] : ['application', 'machine'];
      assert.ok(allowed.includes(property.scope), `${key}: ${property.scope}`);
    }
  });

  test('knows every rule of the lint', () => {
    const ids = lintRules.map(({ id }) => id);
    assert.deepEqual(Object.keys(properties['tokenmin.lint.rules']?.properties ?? {}).sort(), ids.sort());
  });

  test('describes every setting and each of its choices', () => {
    for (const [key, property] of Object.entries(properties)) {
      assert.ok(property.markdownDescription && property.order, key);
      assert.equal(property.enumDescriptions?.length, property.enum?.length, key);
    }
  });

  test('accepts every choice it offers', () => {
    for (const choice of properties['tokenmin.gauge.show']?.enum ?? []) {
      assert.equal(readSettingValues((key) => (key === 'gauge.show' ? choice : undefined)).gaugeShow, choice);
    }
    for (const choice of properties['tokenmin.billing']?.enum ?? []) {
      assert.equal(readSettingValues((key) => (key === 'billing' ? choice : undefined)).billing, choice);
    }
    for (const choice of properties['tokenmin.week.firstDay']?.enum ?? []) {
      assert.equal(readSettingValues((key) => (key === 'week.firstDay' ? choice : undefined)).firstDay, choice);
    }
  });

  test('knows every source, by the name it has itself', () => {
    const ids = sources.map((source) => source.id);
    assert.deepEqual(properties['tokenmin.sources.disabled']?.items?.enum, ids);
    assert.deepEqual(Object.keys(properties['tokenmin.sources.folders']?.properties ?? {}), ids);
    assert.deepEqual(sourceNames, Object.fromEntries(sources.map((source) => [source.id, source.name])));
  });

  test('has words for every placeholder, and no others', () => {
    const used = new Set(
      [...fs.readFileSync('package.json', 'utf8').matchAll(/"%([\w.-]+)%"/g)].map((m) => m[1] ?? ''),
    );
    assert.deepEqual([...used].sort(), Object.keys(words).sort());
  });

  test('links in descriptions only to settings that exist', () => {
    const linked = Object.values(words).flatMap((text) => [...text.matchAll(/`#([\w.]+)#`/g)].map((m) => m[1] ?? ''));
    assert.deepEqual(
      linked.filter((key) => !(key in properties)),
      [],
    );
    assert.ok(linked.length > 0);
  });

  test('shows at most twelve commands at all times, all under one category', () => {
    const { commands, menus } = manifest.contributes;
    const sometimes = new Set(menus.commandPalette.map(({ command }) => command));
    assert.ok(commands.filter(({ command }) => !sometimes.has(command)).length <= 12);
    assert.deepEqual([...new Set(commands.map((command) => command.category))], ['Tokenmin']);
  });

  test('offers to shorten in the languages in which prompts are written', () => {
    const clauses = [...manifest.contributes.menus.commandPalette, ...manifest.contributes.menus['editor/context']]
      .filter(({ command }) => command === 'tokenmin.shortenSelection')
      .map(({ when }) => /editorLangId =~ \/\^\(([\w|]+)\)\$\//.exec(when)?.[1]?.split('|'));
    assert.deepEqual(clauses, [PROMPT_LANGUAGES, PROMPT_LANGUAGES]);
  });

  test('has a walkthrough of at most five steps with pictures that exist', () => {
    const steps = manifest.contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
    assert.ok(steps.length > 0 && steps.length <= 5);
    for (const step of steps) {
      assert.ok(fs.existsSync(step.media.svg), step.media.svg);
      assert.ok(step.completionEvents.length > 0);
    }
  });
});
