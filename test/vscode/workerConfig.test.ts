import assert from 'node:assert/strict';
import { readSettingValues } from '../../src/vscode/settingValues';
import { workerConfig, type Place } from '../../src/vscode/workerConfig';

const place: Place = {
  home: '/home/ada',
  env: { CODEX_HOME: '/elsewhere' },
  storage: '/home/ada/.config/Code/User/globalStorage/tokenmin.tokenmin',
  systemTimezone: 'Europe/Berlin',
  machine: 'lovelace',
};

function settings(values: Record<string, unknown> = {}) {
  return readSettingValues((key) => values[key]);
}

suite('workerConfig', () => {
  test('names the home, the ledger in global storage and the editor that runs us', () => {
    assert.deepEqual(workerConfig(place, settings(), false), {
      home: '/home/ada',
      env: { CODEX_HOME: '/elsewhere' },
      ledgerFile: '/home/ada/.config/Code/User/globalStorage/tokenmin.tokenmin/ledger.sqlite',
      timezone: 'Europe/Berlin',
      userDataFolders: ['/home/ada/.config/Code/User'],
      extraFolders: {},
      disabledSources: [],
      prices: { overrides: {}, aliases: {} },
      machine: 'lovelace',
    });
  });

  for (const [storage, folders] of [
    ['/h/.config/Code/User/profiles/-3f2a/globalStorage/tokenmin.tokenmin', ['/h/.config/Code/User']],
    ['/h/.vscode-server/data/User/globalStorage/tokenmin.tokenmin', ['/h/.vscode-server/data/User']],
    ['C:\\Users\\ada\\AppData\\Code\\User\\globalStorage\\tokenmin.tokenmin', ['C:\\Users\\ada\\AppData\\Code\\User']],
    ['/somewhere/else', []],
  ] as const) {
    test(`finds the user-data folder above ${storage}`, () => {
      assert.deepEqual(workerConfig({ ...place, storage }, settings(), false).userDataFolders, folders);
    });
  }

  test('expands ~ in folders from settings and leaves out relative ones', () => {
    const folders = { codex: ['~/code/.codex', '/data/codex', 'codex', '~', '~other'] };
    assert.deepEqual(workerConfig(place, settings({ 'sources.folders': folders }), false).extraFolders, {
      codex: ['/home/ada/code/.codex', '/data/codex', '/home/ada'],
    });
  });

  test('keeps the sample month apart: other home, other ledger, nothing of the environment', () => {
    const own = settings({ 'sources.disabled': ['codex'], 'sources.folders': { codex: ['/data'] } });
    const sample = '/home/ada/.config/Code/User/globalStorage/tokenmin.tokenmin/sample';
    assert.deepEqual(workerConfig(place, own, true), {
      home: `${sample}/home`,
      env: {},
      ledgerFile: `${sample}/ledger.sqlite`,
      timezone: 'Europe/Berlin',
      userDataFolders: [`${sample}/home/.config/Code/User`],
      extraFolders: {},
      disabledSources: [],
      prices: { overrides: {}, aliases: {} },
      machine: 'lovelace',
    });
  });

  test('prefers the time zone of the settings', () => {
    assert.equal(workerConfig(place, settings({ timezone: 'Asia/Tokyo' }), false).timezone, 'Asia/Tokyo');
  });
});
