import type { Tally } from '../../domain/coverage.ts';
import { asText, at, field } from '../../domain/json.ts';
import { ATTR } from '../../domain/event-attributes.ts';
import type { Event } from '../../domain/session.ts';
import type { LogList, LogReader } from '../log-reader.ts';
import { costingItself, ifReadable } from '../reading/if-readable.ts';
import type { Strand } from '../reading/interleave.ts';
import { parseJson } from '../reading/parse-json.ts';
import { messageEvents } from './message-events.ts';
import { blocksOf, openMessages } from './messages.ts';
import { textOf } from './outcome.ts';
import { type MessageScope, openMessage, startTalk, type Talk } from './talk.ts';
import { firstText, hadNoEffect, type ToolCall } from './tool-call.ts';
import { toolEvents } from './tool-events.ts';
import { readUserText } from './user-text.ts';

export interface Lanes {
  readonly logs: LogReader;
  readonly tally: Tally;
  readonly talk: Talk;
  readonly sources: string[];
  /** Paths of sub-agents' messages that no call has claimed yet, by the agents' ids. */
  readonly unclaimed: Map<string, string>;
  /** First prompts of those that were looked at. */
  readonly prompts: Map<string, string>;
  readonly strands: Strand[];
}

/** The events of a call; `spawn_agent` waits for the sub-agent, whose messages lie in a file of their own. */
export const tellCall =
  (lanes: Lanes) =>
  (call: ToolCall, scope: MessageScope): readonly Event[] => {
    const events = toolEvents(call, scope, lanes.talk);
    if (call.name !== 'spawn_agent' || hadNoEffect(call)) return events;
    const [first, ...rest] = events;
    const task = firstText(call.input, 'task', 'prompt');
    const lane = call.id;
    const start = scope.event({ type: { type: 'TaskStart', data: { title: task ?? 'spawn_agent' } }, lane });
    const agent = claim(task, lanes);
    if (agent !== undefined)
      lanes.strands.push({ from: scope.at, open: () => laneEvents(agent, { lane, from: scope.at }, lanes) });
    return [
      ...(first === undefined ? [] : [first]),
      start,
      ...endOf(call, { scope, lane, counted: agent !== undefined }),
      ...rest,
    ];
  };

/** The result is `{text, iterations, finishReason, usage}`; its tokens stand in the sub-agent's own messages too. */
const endOf = (
  call: ToolCall,
  { scope, lane, counted }: { readonly scope: MessageScope; readonly lane: string; readonly counted: boolean },
): readonly Event[] => {
  if (call.result === undefined) return [];
  const output = textOf(call.result);
  const told = parseJson(output);
  const summary = asText(field(told, 'text')) ?? asText(output);
  const tokens = {
    [ATTR.inputTokens]: at(told, 'usage', 'inputTokens'),
    [ATTR.outputTokens]: at(told, 'usage', 'outputTokens'),
  };
  return [
    scope.event({
      type: { type: 'TaskEnd', data: summary === undefined ? {} : { summary } },
      at: call.result.at,
      lane,
      attributes: counted ? {} : tokens,
    }),
  ];
};

/** A sub-agent's messages begin with its task. */
const claim = (task: string | undefined, lanes: Lanes): string | undefined => {
  for (const [id, path] of lanes.unclaimed) {
    if (!lanes.prompts.has(id)) lanes.prompts.set(id, firstPrompt(path, lanes.logs));
    if (task === undefined || lanes.prompts.get(id) !== task.trim()) continue;
    lanes.unclaimed.delete(id);
    return path;
  }
  return undefined;
};

const firstPrompt = (path: string, logs: LogReader): string => {
  const first = ifReadable(() => messagesIn(path, logs)?.at(0));
  const text = blocksOf(first).find((block) => block['type'] === 'text')?.['text'];
  return readUserText(typeof text === 'string' ? text : '').text;
};

/** Messages that no call names, those of team mates: they come last, in lanes of their own. */
export const openUnclaimed = (lanes: Lanes): void => {
  for (const [id, path] of lanes.unclaimed) {
    const from = lanes.talk.at;
    lanes.strands.push({ from, open: () => laneEvents(path, { lane: id, from, edges: true }, lanes) });
  }
};

interface Lane {
  readonly lane: string;
  readonly from: string;
  /** No call tells of its start and end. */
  readonly edges?: boolean;
}

function* laneEvents(path: string, { lane, from, edges }: Lane, lanes: Lanes): Generator<Event> {
  const talk = startTalk(from, { lane, cwd: lanes.talk.cwd });
  lanes.sources.push(path);
  const edge = (id: string, ts?: unknown): MessageScope => openMessage(talk, { id, ts });
  // it began with its first message, wherever it is told
  const began = (): unknown =>
    field(
      ifReadable(() => messagesIn(path, lanes.logs)?.at(0)),
      'ts',
    );
  if (edges === true) yield edge('start', began()).event({ type: { type: 'TaskStart', data: { title: lane } } });
  yield* costingItself(toldIn(path, { ...lanes, talk }), lanes.tally);
  if (edges === true) yield edge('end').event({ type: { type: 'TaskEnd', data: {} } });
}

/** A sub-agent's own sub-agents have files beside it, and are told where they were handed their work. */
function* toldIn(path: string, lanes: Lanes): Generator<Event> {
  const { logs, tally, talk } = lanes;
  const messages = messagesIn(path, logs);
  if (messages === undefined) tally.broken(0);
  else yield* messageEvents(openMessages(messages), { talk, tally, tell: tellCall(lanes) });
}

const messagesIn = (path: string, logs: LogReader): LogList | undefined => logs.document(path, [['messages']]).lists[0];
