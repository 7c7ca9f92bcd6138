/** The wire format of Anthropic Messages. */
import { count, plan } from './plan.mjs';
import { json, stream } from './send.mjs';

export function anthropic(res, ctx) {
  const { id, body, scenario } = ctx;
  const tools = (body.tools ?? []).map((tool) => ({
    name: tool.name,
    props: Object.keys(tool.input_schema?.properties ?? {}),
  }));
  const blocks = (message) =>
    typeof message.content === 'string' ? [{ type: 'text', text: message.content }] : message.content;
  const isPrompt = (message) =>
    message.role === 'user' &&
    blocks(message).some(
      (block) => block.type === 'text' && !/^<(system-reminder|command|local)/.test(block.text.trim()),
    );
  const messages = body.messages ?? [];
  const hasCalls = (message) =>
    message.role === 'assistant' && blocks(message).some((block) => block.type === 'tool_use');
  const { turn, done } = count(messages, (m) =>
    hasCalls(m)
      ? 'calls'
      : m.role === 'assistant'
        ? 'model'
        : isPrompt(m) && !blocks(m).some((block) => block.type === 'tool_result')
          ? 'person'
          : null,
  );
  const seen = new Set(
    messages.filter(hasCalls).flatMap((m) =>
      blocks(m)
        .filter((block) => block.type === 'tool_use')
        .map((block) => block.name),
    ),
  );
  const isSubagent =
    !!scenario.subagentPrompt &&
    messages.some(
      (m) =>
        m.role === 'user' &&
        blocks(m).some((block) => block.type === 'text' && block.text.includes(scenario.subagentPrompt)),
    );
  const { text, calls } = tools.length
    ? plan(ctx, tools, { turn, done, seen, isSubagent })
    : { text: scenario.title, calls: [] };
  const content = [];
  if (text || !calls.length) content.push({ type: 'text', text: text || 'ok' });
  for (const [k, call] of calls.entries())
    content.push({
      type: 'tool_use',
      id: `toolu_${id}_${k}`,
      name: call.name,
      input: call.args ?? { input: call.patch },
    });
  const stop_reason = calls.length ? 'tool_use' : 'end_turn';
  const message = {
    id: `msg_${id}`,
    type: 'message',
    role: 'assistant',
    model: body.model,
    content,
    stop_reason,
    stop_sequence: null,
    usage: { input_tokens: ctx.tokens, output_tokens: 42, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 },
  };
  res.setHeader('request-id', `req_${id}`);
  if (!body.stream) return json(res, message);
  const events = [{ type: 'message_start', message: { ...message, content: [], stop_reason: null } }];
  content.forEach((block, index) => {
    const delta =
      block.type === 'text'
        ? { type: 'text_delta', text: block.text }
        : { type: 'input_json_delta', partial_json: JSON.stringify(block.input) };
    const start = block.type === 'text' ? { type: 'text', text: '' } : { ...block, input: {} };
    events.push(
      { type: 'content_block_start', index, content_block: start },
      { type: 'content_block_delta', index, delta },
      { type: 'content_block_stop', index },
    );
  });
  events.push(
    { type: 'message_delta', delta: { stop_reason, stop_sequence: null }, usage: { output_tokens: 42 } },
    { type: 'message_stop' },
  );
  stream(res, events, true);
  res.end();
}
