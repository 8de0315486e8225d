import assert from 'node:assert/strict';
import { copilotChat } from '../../../src/core/sources/copilotChat';
import type { Environment, LogRoot } from '../../../src/core/sources/source';
import { environment } from '../../support/environment';

const LINUX = environment({ home: '/home/u' });

function rootPaths(more: Partial<Environment>): string[] {
  return copilotChat.roots({ ...LINUX, ...more }).map((root) => root.path);
}

const USER: LogRoot = { path: '/home/u/.config/Code/User', label: 'Code', depth: 5 };
const SETTING: LogRoot = { path: '/backup', label: 'setting', depth: 6 };

suite('copilotChat roots', () => {
  const table: [name: string, environment: Partial<Environment>, expected: string][] = [
    ['Linux', {}, '/home/u/.config/Code/User'],
    ['another flavour', {}, '/home/u/.config/Code - Insiders/User'],
    ['a fork', {}, '/home/u/.config/Cursor/User'],
    ['XDG_CONFIG_HOME', { env: { XDG_CONFIG_HOME: '/cfg' } }, '/cfg/Code/User'],
    ['macOS', { platform: 'darwin' }, '/home/u/Library/Application Support/VSCodium/User'],
    [
      'Windows',
      { platform: 'win32', env: { APPDATA: 'C:\\Users\\u\\AppData\\Roaming' } },
      'C:/Users/u/AppData/Roaming/Code/User',
    ],
    ['Windows without APPDATA', { platform: 'win32', home: 'C:/Users/u' }, 'C:/Users/u/AppData/Roaming/Code/User'],
    ['a portable installation', { env: { VSCODE_PORTABLE: '/opt/code/data' } }, '/opt/code/data/user-data/User'],
    ['a remote server', {}, '/home/u/.vscode-server/data/User'],
    ['what the editor names', { userDataFolders: ['/data/Code/User/'] }, '/data/Code/User'],
    ['what the settings name', { extraFolders: { 'copilot-chat': ['/backup'] } }, '/backup'],
    ["the exporter's file", { env: { COPILOT_OTEL_FILE_EXPORTER_PATH: '/var/otel.out' } }, '/var/otel.out'],
    ['the temporary folder', {}, '/tmp'],
  ];
  for (const [name, environment, expected] of table) {
    test(name, () => assert.ok(rootPaths(environment).includes(expected)));
  }

  test('names each folder once', () => {
    const paths = rootPaths({ userDataFolders: ['/home/u/.config/Code/User'] });
    assert.equal(paths.filter((path) => path === '/home/u/.config/Code/User').length, 1);
  });
});

suite('copilotChat classify', () => {
  const table: [path: string, root: LogRoot, expected: string | undefined][] = [
    ['workspaceStorage/1f2e/chatSessions/s1.json', USER, 'whole'],
    ['workspaceStorage/1f2e/chatSessions/s1.jsonl', USER, 'whole'],
    ['workspaceStorage/1f2e/chatSessions/s1.json.bak', USER, undefined],
    ['workspaceStorage/1f2e/chatEditingSessions/s1/state.json', USER, undefined],
    ['workspaceStorage/1f2e/workspace.json', USER, undefined],
    ['workspaceStorage/no-workspace/chatSessions/s1.jsonl', USER, 'whole'],
    ['globalStorage/emptyWindowChatSessions/s1.jsonl', USER, 'whole'],
    ['globalStorage/transferredChatSessions/s1.json', USER, 'whole'],
    ['globalStorage/github.copilot-chat/agent-traces.db', USER, 'database'],
    ['globalStorage/github.copilot-chat/agent-traces.db-wal', USER, undefined],
    ['workspaceStorage/1f2e/GitHub.copilot-chat/debug-logs/s1/main.jsonl', USER, 'lines'],
    ['workspaceStorage/1f2e/GitHub.copilot-chat/debug-logs/s1/title-k1.jsonl', USER, 'lines'],
    ['workspaceStorage/1f2e/GitHub.copilot-chat/debug-logs/s1.jsonl', USER, 'lines'],
    ['workspaceStorage/1f2e/GitHub.copilot-chat/debug-logs/s1/models.json', USER, undefined],
    ['workspaceStorage/1f2e/GitHub.copilot-chat/transcripts/s1.jsonl', USER, 'lines'],
    ['workspaceStorage/1f2e/another.extension/transcripts/s1.jsonl', USER, undefined],
    ['Code/User/workspaceStorage/1f2e/chatSessions/s1.json', SETTING, 'whole'],
    ['chatSessions/s1.json', SETTING, 'whole'],
    ['s1.json', { ...SETTING, path: '/backup/chatSessions' }, 'whole'],
    ['spans.jsonl', SETTING, 'lines'],
    ['deeper/other.jsonl', SETTING, undefined],
    ['', { path: '/var/otel.out', label: 'COPILOT_OTEL_FILE_EXPORTER_PATH', depth: 0 }, 'lines'],
    ['otel.out', { path: '/var/otel.out', label: 'COPILOT_OTEL_FILE_EXPORTER_PATH', depth: 0 }, 'lines'],
    ['copilot-agent-traces.db', { path: '/tmp', label: 'temporary folder', depth: 0 }, 'database'],
    ['notes.jsonl', { path: '/tmp', label: 'temporary folder', depth: 0 }, undefined],
  ];
  for (const [path, root, expected] of table) {
    test(`${root.label}: ${path || 'the file itself'}`, () => {
      assert.equal(copilotChat.classify(path, root)?.as, expected);
    });
  }
});

suite('copilotChat companion', () => {
  const table: [path: string, root: LogRoot, expected: string | undefined][] = [
    ['workspaceStorage/1f2e/chatSessions/s1.json', USER, 'workspaceStorage/1f2e/workspace.json'],
    [
      'workspaceStorage/1f2e/GitHub.copilot-chat/debug-logs/s1/main.jsonl',
      USER,
      'workspaceStorage/1f2e/workspace.json',
    ],
    ['globalStorage/emptyWindowChatSessions/s1.json', USER, undefined],
    ['workspaceStorage/1f2e/chatEditingSessions/s1/state.json', USER, undefined],
    ['chatSessions/s1.json', SETTING, 'workspace.json'],
  ];
  for (const [path, root, expected] of table) {
    test(path, () => assert.equal(copilotChat.companion!(path, root), expected));
  }
});

suite('copilotChat enters', () => {
  const table: [folder: string, root: LogRoot, expected: boolean][] = [
    ['workspaceStorage', USER, true],
    ['workspaceStorage/1f2e', USER, true],
    ['workspaceStorage/1f2e/chatSessions', USER, true],
    ['workspaceStorage/1f2e/GitHub.copilot-chat', USER, true],
    ['workspaceStorage/1f2e/GitHub.copilot-chat/debug-logs/s1', USER, true],
    ['workspaceStorage/1f2e/ms-vscode.cpptools', USER, false],
    ['globalStorage', USER, true],
    ['globalStorage/emptyWindowChatSessions', USER, true],
    ['globalStorage/github.copilot-chat', USER, true],
    ['globalStorage/another.extension', USER, false],
    ['History', USER, false],
    ['project/node_modules', SETTING, false],
    ['project/chatSessions', SETTING, true],
  ];
  for (const [folder, root, expected] of table) {
    test(`${root.label}: ${folder}`, () => assert.equal(copilotChat.enters!(folder, root), expected));
  }
});
