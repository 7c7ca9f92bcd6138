import { field, isObject } from '../../domain/json.ts';
import type { Event } from '../../domain/session.ts';
import type { Reading, SessionHead } from '../agent.ts';
import type { LogReader } from '../log-reader.ts';
import { mapList } from '../reading/lists.ts';
import { readSession as readGemini } from '../gemini/read-session.ts';

/**
 * Until 0.3 a session was one document in the shape of Gemini CLI's, of which this agent is a fork: the answers' type
 * was `gemini` or `qwen`, and the plan tool is called otherwise. It is read as Gemini's, with these names changed.
 */
export function* readDocument(reading: Reading): Generator<Event, SessionHead> {
  const logs: LogReader = {
    ...reading.logs,
    document: (...asked) => {
      const { rest, lists } = reading.logs.document(...asked);
      return { rest, lists: lists.map((list) => (list === undefined ? undefined : mapList(list, renamed))) };
    },
  };
  const head = yield* readGemini({ ...reading, logs });
  const agent = { ...head.agent, provider: 'qwen', tool: 'qwen' };
  return { ...head, agent, context: { ...head.context, tags: ['qwen'] } };
}

const renamed = (message: unknown): unknown => {
  if (!isObject(message)) return message;
  const type = field(message, 'type') === 'qwen' ? 'gemini' : field(message, 'type');
  const calls = field(message, 'toolCalls');
  return { ...message, type, ...(Array.isArray(calls) ? { toolCalls: calls.map(renamedCall) } : {}) };
};

const renamedCall = (call: unknown): unknown =>
  isObject(call) && field(call, 'name') === 'todo_write' ? { ...call, name: 'write_todos' } : call;
