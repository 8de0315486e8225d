/**
 * @typedef {object} Call One model call, with the ids its rows carry.
 * @property {string} id @property {string} requestId @property {string} model @property {number} timestamp
 * @property {number} inputTokens @property {number} cacheReadInputTokens @property {number} cacheCreationInputTokens
 * @property {number} cacheCreation1hInputTokens @property {number} outputTokens
 */

const KEYS = [
  'inputTokens',
  'cacheReadInputTokens',
  'cacheCreationInputTokens',
  'cacheCreation1hInputTokens',
  'outputTokens',
];

export function emptyTally() {
  return { requests: 0, ...Object.fromEntries(KEYS.map((key) => [key, 0])) };
}

export function addCall(tally, call) {
  tally.requests++;
  for (const key of KEYS) tally[key] += call[key];
}

export function addTally(tally, other) {
  for (const key of Object.keys(tally)) tally[key] += other[key];
}
