/** The wire format of Gemini generateContent. */
import { count, plan } from './plan.mjs';
import { json, stream } from './send.mjs';

export function gemini(res, ctx, streamed) {
  const { id, body, scenario } = ctx;
  const tools = (body.tools ?? [])
    .flatMap((tool) => tool.functionDeclarations ?? [])
    .map((tool) => ({
      name: tool.name,
      props: Object.keys(tool.parametersJsonSchema?.properties ?? tool.parameters?.properties ?? {}),
    }));
  const parts = (body.contents ?? []).flatMap((content) =>
    (content.parts ?? []).map((part) => ({ role: content.role, ...part })),
  );
  const { turn, done } = count(parts, (p) =>
    p.functionCall
      ? 'calls'
      : p.functionResponse
        ? null
        : p.role === 'user' &&
            p.text &&
            !/^\s*<session_context/.test(p.text) &&
            !p.text.startsWith('This is the Gemini CLI')
          ? 'person'
          : p.role === 'model'
            ? 'model'
            : null,
  );
  const schema = body.generationConfig?.responseJsonSchema ?? body.generationConfig?.responseSchema;
  const {
    text,
    calls: [call],
  } = tools.length
    ? plan(ctx, tools, { turn, done })
    : { text: schema ? JSON.stringify(minimal(schema)) : scenario.title, calls: [] };
  const out = [];
  if (text) out.push({ text });
  if (call) out.push({ functionCall: { id: `fc_${id}`, name: call.name, args: call.args } });
  const answer = {
    candidates: [{ content: { role: 'model', parts: out }, finishReason: 'STOP', index: 0 }],
    usageMetadata: { promptTokenCount: ctx.tokens, candidatesTokenCount: 42, totalTokenCount: ctx.tokens + 42 },
    modelVersion: 'mock-model',
    responseId: `r${id}`,
  };
  if (!streamed) return json(res, answer);
  stream(res, [answer], false);
  res.end();
}

/** The smallest value that fits a JSON schema, for side calls that ask for structured output. */
function minimal(schema) {
  if (schema.enum) return schema.enum[0];
  const type = String(Array.isArray(schema.type) ? schema.type[0] : (schema.type ?? 'object')).toLowerCase();
  if (type === 'object')
    return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([key, value]) => [key, minimal(value)]));
  return { array: [], number: 1, integer: 1, boolean: true }[type] ?? 'x';
}
