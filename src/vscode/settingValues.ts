import * as v from 'valibot';
import { parsePriceSettings } from '../core/pricing/parsePriceSettings';
import { isValidTimezone } from '../core/usage/period';
import { BILLINGS, type Billing } from '../core/pricing/billing';
import type { PriceSettings } from '../core/pricing/priceSettings';
import type { RuleSetting } from '../core/prompts/lint/lintRule';
import type { SourceId } from '../core/usage/usageRecord';

export type GaugeShow = 'cost' | 'tokens' | 'budget' | 'icon' | 'hidden';
export const GUARDRAILS = ['loop', 'spike', 'pace', 'unattended'] as const;
export type Guardrail = (typeof GUARDRAILS)[number];
export type FirstDay = 'locale' | 'monday' | 'sunday' | 'saturday';

/** Every setting of Tokenmin, checked. */
export interface SettingValues {
  gaugeShow: GaugeShow;
  billing: Billing;
  /** In dollars; undefined where none is set. */
  budgets: Record<'day' | 'week' | 'month', number | undefined>;
  /** Percent of a budget from which the user is told. */
  budgetWarnAt: number;
  budgetNotices: boolean;
  guardrails: Guardrail[];
  cacheCountdown: boolean;
  firstDay: FirstDay;
  /** IANA name; '' is the system's. */
  timezone: string;
  prices: PriceSettings;
  disabledSources: SourceId[];
  extraFolders: Partial<Record<SourceId, string[]>>;
  lint: { enabled: boolean; codeLens: boolean; rules: Record<string, RuleSetting> };
  tokenCount: {
    enabled: boolean;
    /** Where no log names one; '' for none. */
    model: string;
  };
  /** What is wrong with the settings and left out, one English sentence each, for the log. */
  problems: string[];
}

const amount = v.fallback(v.union([v.pipe(v.number(), v.finite(), v.gtValue(0)), v.undefined()]), undefined);
const percent = v.fallback(v.pipe(v.number(), v.minValue(1), v.maxValue(100)), 80);
const switchedOff = v.fallback(v.boolean(), false);
const guardrails = v.fallback(v.array(v.picklist(GUARDRAILS)), [...GUARDRAILS]);
const switchedOn = v.fallback(v.boolean(), true);
const ruleSetting = v.picklist(['off', 'information', 'warning'] satisfies RuleSetting[]);
const timezone = v.fallback(v.pipe(v.string(), v.trim(), v.check(isValidTimezone)), '');
const modelId = v.fallback(v.pipe(v.string(), v.trim(), v.maxLength(200)), '');
const isNoList = v.check((value: unknown) => !Array.isArray(value));
const anyObject = v.fallback(v.pipe(v.unknown(), isNoList, v.record(v.string(), v.unknown())), {});
const texts = v.fallback(v.array(v.string()), []);

/** Reads all settings; `get` takes the key without 'tokenmin.'. What makes no sense is as if it were not set. */
export function readSettingValues(get: (key: string) => unknown): SettingValues {
  const prices = parsePriceSettings(get('prices.overrides'), get('prices.aliases'));
  return {
    gaugeShow: v.parse(
      v.fallback(v.picklist(['cost', 'tokens', 'budget', 'icon', 'hidden']), 'cost'),
      get('gauge.show'),
    ),
    billing: v.parse(v.fallback(v.picklist(BILLINGS), 'api'), get('billing')),
    budgets: {
      day: v.parse(amount, get('budget.day')),
      week: v.parse(amount, get('budget.week')),
      month: v.parse(amount, get('budget.month')),
    },
    budgetWarnAt: v.parse(percent, get('budget.warnAt')),
    budgetNotices: v.parse(switchedOn, get('notifications.budget')),
    guardrails: v.parse(guardrails, get('notifications.guardrails')),
    cacheCountdown: v.parse(switchedOff, get('gauge.cacheCountdown')),
    firstDay: v.parse(
      v.fallback(v.picklist(['locale', 'monday', 'sunday', 'saturday']), 'locale'),
      get('week.firstDay'),
    ),
    timezone: v.parse(timezone, get('timezone')),
    prices: prices.settings,
    problems: prices.problems,
    // An id that names no source matches none.
    disabledSources: v.parse(texts, get('sources.disabled')) as SourceId[],
    extraFolders: Object.fromEntries(
      Object.entries(v.parse(anyObject, get('sources.folders'))).map(([id, folders]) => [id, v.parse(texts, folders)]),
    ),
    tokenCount: {
      enabled: v.parse(switchedOn, get('tokenCount.enabled')),
      model: v.parse(modelId, get('tokenCount.model')),
    },
    lint: {
      enabled: v.parse(switchedOn, get('lint.enabled')),
      codeLens: v.parse(switchedOn, get('lint.codeLens')),
      // A severity that is none is as if it were not set.
      rules: Object.fromEntries(
        Object.entries(v.parse(anyObject, get('lint.rules'))).flatMap(([id, severity]) =>
          v.is(ruleSetting, severity) ? [[id, severity]] : [],
        ),
      ),
    },
  };
}
