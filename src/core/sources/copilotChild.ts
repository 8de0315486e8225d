/**
 * Sub-agents and side tasks run in chat sessions of their own, labelled 'runSubagent', 'title', 'categorization' …
 * Their calls belong to the conversation that started them. Inside a conversation the request's debug name tells a
 * compaction from an answer.
 */
export function childCall(label: string, debugName: string, agent = ''): { operation: string; agent: string } {
  if (/subagent/i.test(label)) return { operation: 'chat', agent: agent || label };
  if (label) return { operation: label, agent: '' };
  if (/^summar/i.test(debugName)) return { operation: 'compaction', agent: '' };
  if (debugName === 'title') return { operation: 'title', agent: '' };
  return { operation: 'chat', agent: '' };
}
