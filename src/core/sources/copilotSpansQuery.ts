/**
 * What OpenTelemetry's GenAI conventions call the effort since mid-2026. Copilot's terminal program writes it; whether
 * the extension does, and where else it may say so, is not known.
 */
export const EFFORT = 'gen_ai.request.reasoning.level';

/** What stands beside a call in a table of its own, by the column that it becomes. */
const ATTRIBUTES = {
  cache_creation_tokens: 'gen_ai.usage.cache_creation.input_tokens',
  parent_chat_session_id: 'copilot_chat.parent_chat_session_id',
  debug_log_label: 'copilot_chat.debug_log_label',
  debug_name: 'copilot_chat.debug_name',
  nano_units: 'copilot_chat.copilot_usage_nano_aiu',
  response_id: 'gen_ai.response.id',
  effort: EFFORT,
};

const attributes = Object.entries(ATTRIBUTES).map(
  ([column, key]) =>
    `(SELECT value FROM span_attributes a WHERE a.span_id = s.span_id AND a.key = '${key}') AS ${column}`,
);

/**
 * One row per model call of agent-traces.db. `invoke_agent` spans repeat the sums of the calls below them and are left
 * out. Columns are not named: releases add some, and a missing one must not fail the query.
 */
export const SPANS_QUERY = `
  SELECT s.*, ${attributes.join(', ')}
  FROM spans s
  WHERE s.operation_name = 'chat' AND (s.input_tokens IS NOT NULL OR s.output_tokens IS NOT NULL)
  ORDER BY s.start_time_ms`;
