/** The wire format of OpenAI Responses. */
import { count, plan } from './plan.mjs';
import { stream } from './send.mjs';

export function responses(res, ctx) {
  const { id, body } = ctx;
  const tools = (body.tools ?? []).map((tool) => ({
    name: tool.name ?? tool.type,
    type: tool.type,
    props: Object.keys(tool.parameters?.properties ?? {}),
  }));
  const textOf = (item) => (item.content ?? []).map?.((c) => c.text ?? '').join('') ?? '';
  const { turn, done } = count(body.input ?? [], (item) =>
    (item.type ?? '').endsWith('call')
      ? 'calls'
      : item.role === 'user' &&
          !/^\s*<(environment_context|user_instructions|skill)/.test(textOf(item)) &&
          !textOf(item).startsWith('# AGENTS.md')
        ? 'person'
        : item.role === 'assistant'
          ? 'model'
          : null,
  );
  const {
    text,
    calls: [call],
  } = plan(ctx, tools, { turn, done });
  const output = [];
  if (text || !call)
    output.push({
      type: 'message',
      id: `msg_${id}`,
      role: 'assistant',
      status: 'completed',
      content: [{ type: 'output_text', text: text || 'ok', annotations: [] }],
    });
  if (call?.patch && tools.find((tool) => tool.name === call.name)?.type === 'custom')
    output.push({
      type: 'custom_tool_call',
      id: `ctc_${id}`,
      call_id: `call_${id}`,
      name: call.name,
      input: call.patch,
      status: 'completed',
    });
  else if (call)
    output.push({
      type: 'function_call',
      id: `fc_${id}`,
      call_id: `call_${id}`,
      name: call.name,
      arguments: JSON.stringify(call.args ?? { input: call.patch }),
      status: 'completed',
    });
  const response = {
    id: `resp_${id}`,
    object: 'response',
    created_at: Math.floor(Date.now() / 1000),
    model: body.model,
    status: 'completed',
    output,
    usage: {
      input_tokens: ctx.tokens,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: 42,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: ctx.tokens + 42,
    },
  };
  const events = [{ type: 'response.created', response: { ...response, status: 'in_progress', output: [] } }];
  output.forEach((item, output_index) => {
    events.push({ type: 'response.output_item.added', output_index, item });
    if (item.type === 'message')
      events.push({
        type: 'response.output_text.delta',
        item_id: item.id,
        output_index,
        content_index: 0,
        delta: item.content[0].text,
      });
    events.push({ type: 'response.output_item.done', output_index, item });
  });
  events.push({ type: 'response.completed', response });
  stream(res, events, true);
  res.end();
}
