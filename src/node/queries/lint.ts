import path from 'node:path';
import { everyRequestTokens, nanoPerMonth } from '../../core/prompts/lint/everyRequest';
import type { LintContext } from '../../core/prompts/lint/lintRule';
import type { InstructionFile } from '../../core/prompts/lint/parseInstructionFile';
import type { LintParams, LintSection, LintView } from '../../protocol/lintViews';
import { placeOf } from '../lint/instructionTexts';
import { lintWorkspace } from '../lint/lintWorkspace';
import { recentWalk } from '../lint/recentWalk';
import { workspaceUsage } from '../lint/workspaceUsage';
import { countTokens } from '../tokenCount';
import { modelInUse } from '../writing/modelInUse';
import type { QueryContext } from '../queryContext';

/** What the lint says of a workspace's instruction files, with what they cost there. */
export function lint(context: QueryContext, { root, model: fallback, rules, open }: LintParams): LintView {
  const { home } = context.config;
  const { model } = modelInUse(context.db, { workspace: root, model: fallback });
  const counter = {
    countTokens: (text: string) => countTokens(text, model).tokens,
    usage: workspaceUsage(context, root, model),
  };
  const texts = new Map(open.map((document) => [document.path, document.text]));
  const { files, findings } = lintWorkspace(root, {
    home,
    rules,
    open: texts,
    walk: recentWalk(root, context.now),
    ...counter,
  });
  const placed = (file: string): string => path.normalize(placeOf(file, root, home));
  return {
    files: files.map((file) => {
      const tokens = everyRequestTokens(file, counter);
      return {
        path: placed(file.path),
        kind: file.kind,
        load: file.load,
        tokens: counter.countTokens(file.text),
        everyRequestTokens: tokens,
        nanoPerMonth: tokens > 0 ? nanoPerMonth(tokens, file, counter) : undefined,
        findings: findings
          .filter((finding) => finding.file === file.path)
          .map((finding) => ({
            ...finding,
            file: placed(finding.file),
            ...(finding.related && { related: { ...finding.related, file: placed(finding.related.file) } }),
            ...(finding.fix && {
              fix: { ...finding.fix, edits: finding.fix.edits.map((edit) => ({ ...edit, file: placed(edit.file) })) },
            }),
          })),
        sections: sectionsOf(file, counter),
      };
    }),
  };
}

function sectionsOf(file: InstructionFile, context: Pick<LintContext, 'countTokens' | 'usage'>): LintSection[] {
  return file.sections.map(({ start, end }) => {
    const tokens = context.countTokens(file.text.slice(start, end));
    return { start, tokens, nanoPerMonth: file.load === 'always' ? nanoPerMonth(tokens, file, context) : undefined };
  });
}
