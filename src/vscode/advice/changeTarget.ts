import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { HumanError } from '../humanError';
import type { SettingValue } from './editedSettings';

const LARGEST_FILE = 1_000_000;

/** Names something that can be changed, and changed back: a file by its path, or a setting of this editor. */
export interface TargetName {
  kind: 'file' | 'editor-setting';
  id: string;
}

/** Its text now and afterwards; undefined: it is not there. */
export interface ChangeTarget {
  name: TargetName;
  read(): Promise<string | undefined>;
  write(text: string | undefined): Promise<void>;
}

export function changeTarget(name: TargetName): ChangeTarget {
  return name.kind === 'file' ? fileTarget(name) : settingTarget(name);
}

function fileTarget(name: TargetName): ChangeTarget {
  const file = name.id;
  return {
    name,
    async read() {
      const bytes = await bytesOf(file).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined;
        throw new HumanError(vscode.l10n.t('This file cannot be read: {0}', file));
      });
      if (!bytes) return undefined;
      try {
        if (bytes.length > LARGEST_FILE) throw new Error('too large');
        // Signs and their order stay exactly as they are, a byte order mark included.
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
      } catch {
        throw new HumanError(
          vscode.l10n.t('This does not look like a file of settings. Nothing was changed: {0}', file),
        );
      }
    },
    async write(text) {
      if (text === undefined) return fs.rm(file, { force: true });
      await fs.mkdir(path.dirname(file), { recursive: true });
      // A link stays a link; and no half-written file is ever there to be read.
      const real = await fs.realpath(file).catch(() => file);
      const mode = await fs
        .stat(real)
        .then(({ mode }) => mode & 0o777)
        .catch(() => 0o600);
      const beside = `${real}.${randomBytes(4).toString('hex')}.tmp`;
      try {
        await fs.writeFile(beside, text, { mode });
        await fs.rename(beside, real);
      } catch (error) {
        await fs.rm(beside, { force: true });
        throw new HumanError(vscode.l10n.t('This file cannot be written: {0}', file), { cause: error });
      }
    },
  };
}

/** Of a regular file: a pipe would be waited for. */
async function bytesOf(file: string): Promise<Buffer> {
  if (!(await fs.stat(file)).isFile()) throw new Error('no regular file');
  return fs.readFile(file);
}

/** Extensions do not learn where the user's settings file is; so the diff shows the one line that it would change. */
function settingTarget(name: TargetName): ChangeTarget {
  const key = name.id;
  return {
    name,
    async read() {
      const { defaultValue, globalValue } = vscode.workspace.getConfiguration().inspect(key) ?? {};
      // Of an extension that is not installed.
      if (defaultValue === undefined && globalValue === undefined) throw unknownSetting(key);
      return globalValue === undefined ? undefined : settingText(key, globalValue);
    },
    async write(text) {
      const value = text === undefined ? undefined : (JSON.parse(text) as Record<string, unknown>)[key];
      await vscode.workspace
        .getConfiguration()
        .update(key, value, vscode.ConfigurationTarget.Global)
        .then(undefined, (error: unknown) => {
          throw unknownSetting(key, error);
        });
    },
  };
}

function unknownSetting(key: string, cause?: unknown): HumanError {
  return new HumanError(vscode.l10n.t('This editor does not know the setting {0}.', key), { cause });
}

export function settingText(key: string, value: unknown): string {
  return `${JSON.stringify({ [key]: value as SettingValue }, undefined, 2)}\n`;
}
