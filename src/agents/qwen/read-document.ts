import { asArray, field, isObject } from '../../domain/json.ts';
import type { Event } from '../../domain/session.ts';
import type { Reading, SessionHead } from '../agent.ts';
import { readSession as readGemini } from '../gemini/read-session.ts';

/**
 * Until 0.3 a session was one document in the shape of Gemini CLI's, of which this agent is a fork: the answers' type
 * was `gemini` or `qwen`, and the plan tool is called otherwise. It is read as Gemini's, with these names changed.
 */
export function* readDocument(reading: Reading): Generator<Event, SessionHead> {
  const logs = { ...reading.logs, json: (path: string) => asGemini(reading.logs.json(path)) };
  const head = yield* readGemini({ ...reading, logs });
  const agent = { ...head.agent, provider: 'qwen', tool: 'qwen' };
  return { ...head, agent, context: { ...head.context, tags: ['qwen'] } };
}

const asGemini = (document: unknown): unknown => {
  if (!isObject(document) || !Array.isArray(field(document, 'messages'))) return document;
  return { ...document, messages: asArray(field(document, 'messages')).map(renamed) };
};

const renamed = (message: unknown): unknown => {
  if (!isObject(message)) return message;
  const type = field(message, 'type') === 'qwen' ? 'gemini' : field(message, 'type');
  const calls = field(message, 'toolCalls');
  return { ...message, type, ...(Array.isArray(calls) ? { toolCalls: calls.map(renamedCall) } : {}) };
};

const renamedCall = (call: unknown): unknown =>
  isObject(call) && field(call, 'name') === 'todo_write' ? { ...call, name: 'write_todos' } : call;
