/**
 * What OpenTelemetry's GenAI conventions call the effort since mid-2026. Copilot's terminal program writes it; whether
 * the extension does, and where else it may say so, is not known.
 */
export const EFFORT = 'gen_ai.request.reasoning.level';

/**
 * One row per model call of agent-traces.db. `invoke_agent` spans repeat the sums of the calls below them and are left
 * out. Columns are not named: releases add some, and a missing one must not fail the query.
 */
export const SPANS_QUERY = `
  SELECT s.*,
    (SELECT value FROM span_attributes a WHERE a.span_id = s.span_id
      AND a.key = 'gen_ai.usage.cache_creation.input_tokens') AS cache_creation_tokens,
    (SELECT value FROM span_attributes a WHERE a.span_id = s.span_id
      AND a.key = 'copilot_chat.parent_chat_session_id') AS parent_chat_session_id,
    (SELECT value FROM span_attributes a WHERE a.span_id = s.span_id
      AND a.key = 'copilot_chat.debug_log_label') AS debug_log_label,
    (SELECT value FROM span_attributes a WHERE a.span_id = s.span_id
      AND a.key = 'copilot_chat.debug_name') AS debug_name,
    (SELECT value FROM span_attributes a WHERE a.span_id = s.span_id
      AND a.key = 'copilot_chat.copilot_usage_nano_aiu') AS nano_units,
    (SELECT value FROM span_attributes a WHERE a.span_id = s.span_id
      AND a.key = 'gen_ai.response.id') AS response_id,
    (SELECT value FROM span_attributes a WHERE a.span_id = s.span_id
      AND a.key = '${EFFORT}') AS effort
  FROM spans s
  WHERE s.operation_name = 'chat' AND (s.input_tokens IS NOT NULL OR s.output_tokens IS NOT NULL)
  ORDER BY s.start_time_ms`;
