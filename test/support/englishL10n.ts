import type * as vscode from 'vscode';

interface Message {
  message: string;
  args?: readonly unknown[] | Record<string, unknown>;
}

function t(message: string | Message, ...args: unknown[]): string {
  const text = typeof message === 'string' ? message : message.message;
  const values = typeof message === 'string' ? args : ((message.args ?? []) as unknown[]);
  return text.replaceAll(/\{(\d+)\}/g, (_, index: string) => String(values[Number(index)]));
}

/** `vscode.l10n` as it behaves without a language pack, for tests outside the editor. */
export const englishL10n = { t, bundle: undefined, uri: undefined } as unknown as typeof vscode.l10n;
