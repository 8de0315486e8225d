import type { ClaudeToolUse } from './claudeTranscript';

/** Tool calls as Claude Code writes them, with the parts that matter of what it keeps beside a result. */
export function readTool(path: string, numbered: string): ClaudeToolUse {
  return { name: 'Read', input: { file_path: path }, result: numbered };
}

export function grepTool(pattern: string, found: string): ClaudeToolUse {
  return { name: 'Grep', input: { pattern, output_mode: 'content' }, result: found };
}

export function bashTool(command: string, output: string, failed = false): ClaudeToolUse {
  return { name: 'Bash', input: { command, description: 'Run a command' }, result: output, isError: failed };
}

export function editTool(path: string, before: string, after: string): ClaudeToolUse {
  const lines = [...before.split('\n').map((line) => `-${line}`), ...after.split('\n').map((line) => `+${line}`)];
  const [oldLines, newLines] = [before.split('\n').length, after.split('\n').length];
  return {
    name: 'Edit',
    input: { file_path: path, old_string: before, new_string: after },
    result: `The file ${path} has been updated.`,
    details: {
      filePath: path,
      structuredPatch: [{ oldStart: 7, oldLines, newStart: 7, newLines, lines }],
      userModified: false,
    },
  };
}

/** A whole file written anew; `changed` lines of it differ from what was there. */
export function writeTool(path: string, content: string, changed: number): ClaudeToolUse {
  const lines = Array.from({ length: changed }, (_, i) => [`-  const old${i} = 0;`, `+  const old${i} = 1;`]).flat();
  return {
    name: 'Write',
    input: { file_path: path, content },
    result: `The file ${path} has been updated.`,
    details: {
      type: 'update',
      filePath: path,
      structuredPatch: [{ oldStart: 1, oldLines: changed, newStart: 1, newLines: changed, lines }],
    },
  };
}

export function agentTool(prompt: string, answer: string): ClaudeToolUse {
  return {
    name: 'Agent',
    input: { description: 'Look something up', prompt, subagent_type: 'Explore' },
    result: answer,
  };
}
