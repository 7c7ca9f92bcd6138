import { asText } from '../../domain/json.ts';
import type { Event } from '../../domain/session.ts';
import { callEvents, resultEvents } from './call-events.ts';
import type { Conversation, MessageScope } from './conversation.ts';
import { firstText, hadNoEffect, isDelegation, type ToolCall } from './tool-call.ts';

/** Work that was handed to a sub-agent: its lane is opened by who reads the sub-agent's log. */
export interface Delegation {
  readonly call: string;
  /** The stem of the sub-agent's log, else the call's id. */
  readonly lane: string;
  readonly title: string;
  readonly summary: string | undefined;
  /** When it was handed over, and when it was done. */
  readonly from: string;
  readonly until: string | undefined;
}

export interface Delegations {
  open(delegation: Delegation): void;
}

interface Here {
  readonly talk: Conversation;
  readonly scope: MessageScope;
  readonly delegations: Delegations;
}

/** The events of a call and, where the call's record holds it, of its result. */
export const toolEvents = (call: ToolCall, { talk, scope, delegations }: Here): readonly Event[] => {
  const events = [...callEvents(call, { scope, cwd: talk.cwd })];
  if (isDelegation(call) && !hadNoEffect(call)) delegations.open(delegationOf(call, scope));
  const results = talk.results.get(call.id) === true ? [] : resultEvents(call, scope);
  if (results.length > 0) talk.results.set(call.id, true);
  return [...events, ...results];
};

const delegationOf = (call: ToolCall, scope: MessageScope): Delegation => {
  const agent = firstText(call.args, ['agent_name', 'agentName']) ?? call.name;
  const task = firstText(call.args, ['objective', 'prompt', 'request', 'query', 'task', 'question']);
  return {
    call: call.id,
    lane: call.agent_id ?? call.id,
    title: task === undefined ? agent : `${agent}: ${task}`,
    summary: asText(call.response?.output),
    from: scope.at,
    until: call.completed_at,
  };
};
