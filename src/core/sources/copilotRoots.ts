import type { Environment, LogRoot } from './source';

/** VS Code and the editors made from it, by the folder of their user data. */
const PRODUCTS = [
  'Code',
  'Code - Insiders',
  'Code - Exploration',
  'Code - OSS',
  'VSCodium',
  'VSCodium - Insiders',
  'Cursor',
  'Windsurf',
  'Windsurf - Next',
  'Antigravity',
  'Trae',
  'Kiro',
  'Positron',
];

/** What such editors install on the far side of SSH, WSL, containers and Codespaces. */
const SERVERS = [
  '.vscode-server',
  '.vscode-server-insiders',
  '.vscode-server-oss',
  '.vscode-remote',
  '.vscodium-server',
  '.cursor-server',
  '.windsurf-server',
  '.antigravity-server',
  '.trae-server',
  '.kiro-server',
];

/** workspaceStorage/<hash>/GitHub.copilot-chat/debug-logs/<session>/ */
const USER_DEPTH = 5;

export const SPAN_FILE_VARIABLE = 'COPILOT_OTEL_FILE_EXPORTER_PATH';
export const SETTING = 'setting';

export function copilotRoots(environment: Environment): LogRoot[] {
  const { home, env, temporaryFolder } = environment;
  const roots: LogRoot[] = [];
  const add = (path: string, label: string, depth: number): void => {
    const clean = path.replaceAll('\\', '/').replace(/(?<=.)\/+$/, '');
    if (!roots.some((root) => root.path === clean)) roots.push({ path: clean, label, depth });
  };
  for (const folder of environment.userDataFolders) add(folder, 'this editor', USER_DEPTH);
  for (const product of PRODUCTS) add(`${applicationData(environment)}/${product}/User`, product, USER_DEPTH);
  if (env.VSCODE_PORTABLE) add(`${env.VSCODE_PORTABLE}/user-data/User`, 'VSCODE_PORTABLE', USER_DEPTH);
  for (const server of SERVERS) add(`${home}/${server}/data/User`, server.slice(1), USER_DEPTH);
  if (env[SPAN_FILE_VARIABLE]) add(env[SPAN_FILE_VARIABLE], SPAN_FILE_VARIABLE, 0);
  // Copilot's extension falls back to it where it has no storage of its own.
  if (temporaryFolder) add(temporaryFolder, 'temporary folder', 0);
  // A user-data folder, or any folder above its User folder or below it.
  for (const folder of environment.extraFolders['copilot-chat'] ?? []) add(folder, SETTING, USER_DEPTH + 1);
  return roots;
}

function applicationData({ home, platform, env }: Environment): string {
  switch (platform) {
    case 'darwin':
      return `${home}/Library/Application Support`;
    case 'win32':
      return env.APPDATA ?? `${home}/AppData/Roaming`;
    case 'linux':
      return env.XDG_CONFIG_HOME || `${home}/.config`;
  }
}
