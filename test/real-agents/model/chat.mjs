/** The wire format of OpenAI Chat Completions. */
import { count, plan } from './plan.mjs';
import { json, stream } from './send.mjs';

/**
 * A message in a person's name that carries no prompt of a person: set-up context, as Qwen sends before the first prompt,
 * and the errand of its keeper of memories. Since 0.24 a reminder stands before the prompt, in the same message.
 */
const contextOnly = (content) => {
  const said = textOf(content)
    .replace(/<(system-reminder|environment_context)>[^]*?<\/\1>/g, '')
    .trim();
  return (
    said === '' || /^(This is the (Qwen|Gemini)|<(system-reminder|environment_context)|Managed memory has )/.test(said)
  );
};

const textOf = (content) =>
  typeof content === 'string' ? content : (content ?? []).map((part) => part.text ?? '').join('');

export function chat(res, ctx) {
  const { id, body, scenario } = ctx;
  const tools = (body.tools ?? []).map((tool) => ({
    name: tool.function?.name,
    props: Object.keys(tool.function?.parameters?.properties ?? {}),
  }));
  const { turn, done } = count(body.messages ?? [], (m) =>
    m.role === 'user'
      ? contextOnly(m.content)
        ? null
        : 'person'
      : m.role === 'assistant'
        ? m.tool_calls?.length
          ? 'calls'
          : 'model'
        : null,
  );
  const isSubagent =
    scenario.subagentPrompt !== undefined &&
    (body.messages ?? []).some((m) => m.role === 'user' && textOf(m.content).includes(scenario.subagentPrompt));
  const {
    text,
    calls: [call],
  } = tools.length ? plan(ctx, tools, { turn, done, isSubagent }) : { text: scenario.title, calls: [] };
  const tool_calls = call
    ? [
        {
          index: 0,
          id: `call_${id}`,
          type: 'function',
          function: { name: call.name, arguments: JSON.stringify(call.args ?? { input: call.patch }) },
        },
      ]
    : undefined;
  const usage = { prompt_tokens: ctx.tokens, completion_tokens: 42, total_tokens: ctx.tokens + 42 };
  const base = {
    id: `chatcmpl-${id}`,
    object: 'chat.completion.chunk',
    created: Math.floor(Date.now() / 1000),
    model: body.model,
  };
  const finish_reason = call ? 'tool_calls' : 'stop';
  if (!body.stream)
    return json(res, {
      ...base,
      object: 'chat.completion',
      choices: [{ index: 0, message: { role: 'assistant', content: text, tool_calls }, finish_reason }],
      usage,
    });
  const events = [
    { ...base, choices: [{ index: 0, delta: { role: 'assistant', content: text }, finish_reason: null }] },
  ];
  if (tool_calls) events.push({ ...base, choices: [{ index: 0, delta: { tool_calls }, finish_reason: null }] });
  events.push({ ...base, choices: [{ index: 0, delta: {}, finish_reason }], usage });
  stream(res, events, false);
  res.end('data: [DONE]\n\n');
}
