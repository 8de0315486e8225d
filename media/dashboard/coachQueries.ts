// FIXME until Queries has them
import type { ContextView, WhatIfView } from '../../src/protocol/coachViews';
import type { QueryName } from '../../src/protocol/messages';
import { query } from './host';
import { setup } from './setup';

const ask = <T>(name: string, days: number) =>
  query(name as QueryName, { days, billing: setup.billing } as never) as unknown as Promise<T>;

export const contextCost = (days: number) => ask<ContextView>('contextCost', days);
export const whatIf = (days: number) => ask<WhatIfView>('whatIf', days);
