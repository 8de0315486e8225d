// What the evaluation of the shortener needs of the sources, for test/bench/evalShortener.mjs to bundle.
export { segment } from '../../src/core/prompts/segment';
export { applyEdits } from '../../src/core/prompts/shorten/edit';
export { shorten } from '../../src/core/prompts/shorten/shorten';
export { countO200k } from '../../src/node/tokenizer';
export { violations } from '../support/shortenChecker';
