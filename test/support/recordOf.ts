import type { UsageRecord } from '../../src/core/usage/usageRecord';

/** A call of 1,000 tokens in and 100 out unless said otherwise. */
export function recordOf(fields: Partial<UsageRecord> & { dedupKey: string }): UsageRecord {
  return {
    source: 'claude-code',
    providerName: 'acme',
    requestModel: 'acme-1',
    responseModel: '',
    responseId: '',
    conversationId: 'one',
    operationName: 'chat',
    agentName: '',
    timestamp: Date.UTC(2025, 0, 15, 8),
    workspace: '/home/dev/shop',
    inputTokens: 1000,
    cacheReadInputTokens: 0,
    cacheCreationInputTokens: 0,
    cacheCreation1hInputTokens: 0,
    outputTokens: 100,
    reasoningOutputTokens: 0,
    serviceTier: '',
    speed: '',
    effort: '',
    clientVersion: '',
    toolCalls: 0,
    webSearchRequests: 0,
    basis: 'recorded',
    variant: '',
    replayed: false,
    storeRank: 0,
    at: { file: '', offset: 0 },
    ...fields,
  };
}
