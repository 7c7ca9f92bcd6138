/**
 * A scripted model on loopback for real coding agents: Anthropic Messages, OpenAI Responses, OpenAI Chat Completions and
 * Gemini generateContent. A scenario is a list of neutral steps (read, write, edit, shell, todo, agent, say). The server
 * keeps no state: the number of answers with calls in a request, since the last prompt of a person, says which step is
 * next.
 */
import { createServer } from 'node:http';
import { anthropic } from './anthropic.mjs';
import { chat } from './chat.mjs';
import { gemini } from './gemini.mjs';
import { responses } from './responses.mjs';
import { json } from './send.mjs';

export function startModel({ scenario, cwd, port = 0 }) {
  let served = 0;
  const run = Date.now().toString(36); // ids never repeat from one recording to the next
  const server = createServer((req, res) => {
    let raw = '';
    req.on('data', (chunk) => (raw += chunk));
    req.on('end', () => {
      let body = {};
      try {
        body = raw ? JSON.parse(raw) : {};
      } catch {
        /* an empty or foreign body is answered like any other */
      }
      const id = `${run}${++served}`;
      const ctx = { id, body, scenario, cwd, tokens: Math.ceil(raw.length / 4) };
      const url = req.url.split('?')[0];
      if (url.endsWith('/messages')) return anthropic(res, ctx);
      if (url.endsWith('/responses')) return responses(res, ctx);
      if (url.endsWith('/chat/completions')) return chat(res, ctx);
      if (/:(stream)?generateContent$/i.test(url)) return gemini(res, ctx, /stream/i.test(url));
      if (/count_?tokens$/i.test(url)) return json(res, { input_tokens: ctx.tokens, totalTokens: ctx.tokens });
      if (url.endsWith('/models'))
        return json(res, { object: 'list', data: [{ id: scenario.model ?? 'mock-model', object: 'model' }] });
      json(res, { error: { message: 'not found', type: 'not_found_error' } }, 404);
    });
  });
  return new Promise((ok) => server.listen(port, '127.0.0.1', () => ok({ server, port: server.address().port })));
}
