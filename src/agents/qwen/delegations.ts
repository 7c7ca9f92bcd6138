import { ATTR } from '../../domain/event-attributes.ts';
import { asCount, asText, at, field } from '../../domain/json.ts';
import type { Event } from '../../domain/session.ts';
import { callEvent, resultEvents } from './call-events.ts';
import { asFileName } from './locate.ts';
import { hadNoEffect } from './had-no-effect.ts';
import { firstText, isDelegation, type ToolCall } from './tool-call.ts';

/** A sub-agent that works in the background: its log is read between the main records. */
export interface Background {
  readonly lane: string;
  /** As its log's name holds it. */
  readonly agent: string;
  readonly from: string;
}

/** The events of a call and its result; work that is handed over has a lane of its own between them. */
export const callAndResult = (
  call: ToolCall,
  { cwd, background }: { readonly cwd: string | undefined; readonly background: (one: Background) => void },
): readonly Event[] => {
  const first = callEvent(call, cwd);
  const inner = (): readonly Event[] => call.inner.flatMap((one) => [callEvent(one, cwd), ...resultEvents(one)]);
  if (!isDelegation(call)) return [first, ...inner(), ...resultEvents(call)];
  if (hadNoEffect(call)) return [first, ...resultEvents(call)];
  const lane = call.id;
  const start = call.scope.event({ type: { type: 'TaskStart', data: { title: titleOf(call) } }, lane });
  const agent = /\bagentId: ([\w.-]{1,200})/.exec(call.result?.output.slice(0, 2000) ?? '')?.[1];
  if (agent !== undefined && field(call.result?.display, 'status') === 'background') {
    background({ lane, agent: asFileName(agent), from: call.scope.at });
    return [first, start, ...resultEvents(call)];
  }
  return [first, start, ...inner(), ...endOf(call, lane), ...resultEvents(call)];
};

const titleOf = (call: ToolCall): string => {
  const agent = firstText(call.args, ['subagent_type']) ?? asText(field(call.result?.display, 'subagentName'));
  const task = firstText(call.args, ['description', 'prompt']);
  return [agent, task].flatMap((one) => one ?? []).join(': ') || call.name;
};

/** A sub-agent that ran while the agent waited leaves no log, but its end and what it cost. */
const endOf = (call: ToolCall, lane: string): readonly Event[] => {
  const { result } = call;
  if (result === undefined) return [];
  const summary = asText(field(result.display, 'result')) ?? asText(result.output);
  const count = (name: string): number => asCount(at(result.display, 'executionSummary', name)) ?? 0;
  const cached = Math.min(count('inputTokens'), count('cachedTokens'));
  const tokens = {
    [ATTR.inputTokens]: count('inputTokens') - cached,
    [ATTR.outputTokens]: count('outputTokens'),
    [ATTR.cacheReadTokens]: cached,
  };
  const counted = Object.values(tokens).some((one) => one > 0);
  const data = summary === undefined ? {} : { summary };
  return [result.scope.event({ type: { type: 'TaskEnd', data }, lane, ...(counted ? { attributes: tokens } : {}) })];
};
