import { asString, asText, field } from '../../domain/json.ts';
import type { Event } from '../../domain/session.ts';
import { openRecord, type SessionScope, startScope } from './session-scope.ts';
import { inputText, type ToolUse } from './tool-use.ts';

/** The lane of a task that was handed to a sub-agent; its id is that of the call. */
export const laneOf = (use: ToolUse, parent: SessionScope): SessionScope =>
  startScope(parent.at, { lane: use.call_id, cwd: parent.cwd });

export const taskStart = (use: ToolUse, lane: SessionScope): Event => {
  const agent = inputText(use, 'subagent_type', 'subagentType', 'name');
  const task = inputText(use, 'description', 'taskDescription', 'prompt');
  const title = [agent, task].filter((part) => part !== undefined).join(': ');
  const record = openRecord(lane, 'start', { at: undefined });
  return record.event({ type: { type: 'TaskStart', data: title === '' ? {} : { title } } });
};

export const taskEnd = (use: ToolUse, lane: SessionScope, at: string | undefined): Event => {
  const summary = asText(asString(field(use.payload, 'result')) ?? use.output);
  const record = openRecord(lane, 'end', { at });
  return record.event({ type: { type: 'TaskEnd', data: summary === undefined ? {} : { summary } } });
};
