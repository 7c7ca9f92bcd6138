import { ATTR, CUSTOM } from '../../domain/event-attributes.ts';
import { asCount, asText, field } from '../../domain/json.ts';
import type { Scope } from './scope.ts';

/** The lane of a sub-agent is named by the call that started it; its own events then name its instance (1.0.6x and later). */
export const mapSubagentStarted = (scope: Scope): string | undefined => {
  const lane = laneOf(scope);
  if (lane === undefined) return 'names no call';
  if (scope.agent !== undefined) scope.state.agents.set(scope.agent, lane);
  const { data } = scope;
  const title =
    scope.state.calls.get(lane)?.title ?? asText(field(data, 'agentDisplayName')) ?? asText(field(data, 'agentName'));
  const attributes = { [ATTR.model]: asText(field(data, 'model')) };
  scope.emit({ type: { type: 'TaskStart', data: title === undefined ? {} : { title } }, attributes }, lane);
  return undefined;
};

/** What it answered is its last message. One that was torn down did not end its task. */
export const mapSubagentCompleted = (scope: Scope): string | undefined => {
  const lane = laneOf(scope);
  if (lane === undefined) return 'names no call';
  if (field(scope.data, 'cancelled') === true) return broken(scope, lane, 'cancelled');
  scope.emit({ type: { type: 'TaskEnd', data: {} }, duration_ms: asCount(field(scope.data, 'durationMs')) }, lane);
  return undefined;
};

export const mapSubagentFailed = (scope: Scope): string | undefined => {
  const lane = laneOf(scope);
  return lane === undefined ? 'names no call' : broken(scope, lane, asText(field(scope.data, 'error')) ?? 'failed');
};

const broken = (scope: Scope, lane: string, reason: string): undefined => {
  const type = { type: 'Custom', data: { kind: CUSTOM.turnAborted } } as const;
  scope.emit({ type, attributes: { [ATTR.reason]: reason } }, lane);
};

const laneOf = ({ data, lane }: Scope): string | undefined => asText(field(data, 'toolCallId')) ?? lane;
