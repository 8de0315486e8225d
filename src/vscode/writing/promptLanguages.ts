/** Languages in which prompts are written; the manifest's `when` clauses name the same. */
export const PROMPT_LANGUAGES: readonly string[] = [
  'markdown',
  'plaintext',
  'prompt',
  'instructions',
  'chatmode',
  'chatagent',
  'skill',
];
