import type * as vscode from 'vscode';
import { stop, stopFlag } from '../../node/stopFlag';
import type { StopFlag } from '../../protocol/messages';

/** A flag that is set when the user cancels. */
export function stoppedBy(token: vscode.CancellationToken): StopFlag {
  const flag = stopFlag();
  token.onCancellationRequested(() => stop(flag));
  return flag;
}
