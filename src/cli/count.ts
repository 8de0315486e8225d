import { NO_PRICE_SETTINGS } from '../core/pricing/priceSettings';
import type { Cost } from '../core/pricing/priceBook';
import { openPriceBook } from '../node/priceData';
import { countTokens } from '../node/tokenCount';
import { COMMON_OPTIONS, parse } from './arguments';
import { print } from './print';
import { readInput } from './readInput';

const OPTIONS = { ...COMMON_OPTIONS, model: { type: 'string' } } as const;

export async function count(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, OPTIONS, ['FILE']);
  const model = typeof values['model'] === 'string' ? values['model'] : '';
  const counted = countTokens(readInput(positionals[0]!).toString('utf8'), model);
  const [usd, lowUsd, highUsd] = [counted.tokens, counted.low, counted.high].map((n) => inputCost(model, n));
  if (values['json']) {
    const answer = {
      schema: 1,
      model: model || null,
      ...counted,
      inputCostUsd: usd ?? null,
      inputCostLowUsd: lowUsd ?? null,
      inputCostHighUsd: highUsd ?? null,
    };
    print(`${JSON.stringify(answer, undefined, 2)}\n`);
    return 0;
  }
  const { count: number, counted: words, exactDollars } = await import('./figures');
  const range = counted.low === counted.high ? '' : ` (${number(counted.low)} to ${number(counted.high)})`;
  const lines = [`${words(counted.tokens, 'token')}${range}, estimated with ${counted.encoding}`];
  if (model !== '') {
    const price = usd === undefined ? 'unpriced' : `${exactDollars(usd)} as uncached input`;
    lines.push(`${(await import('./table')).plain(model)}: ${price}`);
  }
  print(`${lines.join('\n')}\n`);
  return 0;
}

/** undefined: no model, or no price for it. */
function inputCost(model: string, inputTokens: number): number | undefined {
  if (model === '') return undefined;
  const cost: Cost | undefined = openPriceBook(NO_PRICE_SETTINGS).cost({
    source: 'claude-code',
    providerName: '',
    requestModel: model,
    responseModel: '',
    timestamp: Date.now(),
    inputTokens,
    cacheReadInputTokens: 0,
    cacheCreationInputTokens: 0,
    cacheCreation1hInputTokens: 0,
    outputTokens: 0,
    serviceTier: '',
    speed: '',
    webSearchRequests: 0,
  });
  return cost && cost.totalNano / 1e9;
}
