import { ATTR, CUSTOM } from '../../domain/event-attributes.ts';
import { asNumber, asString, asText, at, field } from '../../domain/json.ts';
import { textBlocks } from '../reading/build-event.ts';
import { asTime } from '../reading/log-time.ts';
import { endShell } from './map-result.ts';
import { emitTokens } from './map-talk.ts';
import { type Scope, tokenAttributes } from './scope.ts';

export const mapStartOfSession = ({ state, data }: Scope): undefined => {
  state.id ??= asText(field(data, 'sessionId'));
  state.version = asText(field(data, 'copilotVersion')) ?? state.version;
  state.created ??= asTime(field(data, 'startTime'));
  chooseModel(state, asText(field(data, 'selectedModel')));
  noteContext(state, field(data, 'context'));
};

/** A resumed session goes on in the same log. */
export const mapResume = ({ state, data }: Scope): undefined => {
  chooseModel(state, asText(field(data, 'selectedModel')));
  noteContext(state, field(data, 'context'));
};

/** The working directory changed; the session keeps the one that it began in. */
export const mapContext = ({ state, data }: Scope): undefined => noteContext(state, data);

const noteContext = (state: Scope['state'], context: unknown): undefined => {
  const cwd = asText(field(context, 'cwd'));
  state.cwd ??= cwd;
  state.here = cwd ?? state.here;
  state.branch ??= asText(field(context, 'branch'));
  const commit = asText(field(context, 'headCommit'));
  if (commit !== undefined && /^(?!0+$)(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit)) state.commit ??= commit;
};

export const mapModel = ({ state, data, lane }: Scope): string | undefined => {
  if (lane !== undefined) return "a sub-agent's setting";
  chooseModel(state, asText(field(data, 'newModel')));
  return undefined;
};

/** `auto` lets a router choose; the messages then say which. */
const chooseModel = (state: Scope['state'], model: string | undefined): void => {
  if (model !== undefined && model !== 'auto') state.model = model;
};

export const mapUsage = (scope: Scope): string | undefined => {
  const usage = field(scope.data, 'usage');
  const tokens = scope.state.tokens.record(usage);
  if (tokens === undefined) return 'no tokens that were not counted';
  emitTokens(scope, { ...tokenAttributes(tokens), [ATTR.model]: asText(field(usage, 'model')) });
  return undefined;
};

export const mapShutdown = (scope: Scope): string | undefined => {
  scope.state.model ??= asText(field(scope.data, 'currentModel'));
  const tokens = scope.state.tokens.shutdown(scope.data);
  if (tokens !== undefined) emitTokens(scope, tokenAttributes(tokens));
  return tokens === undefined ? 'totals of what was counted before' : undefined;
};

export const mapCompaction = (scope: Scope): string | undefined => {
  if (field(scope.data, 'success') === false) return 'a compaction that failed';
  const blocks = textBlocks(asString(field(scope.data, 'summaryContent')));
  scope.emit({ type: { type: 'Custom', data: { kind: CUSTOM.compaction } }, blocks });
  return undefined;
};

export const mapAbort = (scope: Scope): undefined => {
  const attributes = { [ATTR.reason]: asText(field(scope.data, 'reason')) ?? 'aborted' };
  scope.emit({ type: { type: 'Custom', data: { kind: CUSTOM.turnAborted } }, attributes });
};

/** `session.error`, `session.handoff`, `system.notification`, `skill.invoked`: what a program said. */
export const note =
  (key: string, source: string) =>
  (scope: Scope): string | undefined => {
    const text = asText(field(scope.data, key));
    if (text === undefined) return 'holds nothing';
    scope.emit({ type: { type: 'SystemMessage' }, blocks: textBlocks(text), attributes: { [ATTR.source]: source } });
    return undefined;
  };

/** `kind.type` `shell_completed` tells how a command in the background ended. */
export const mapNotification = (scope: Scope): string | undefined => {
  const shell = asText(at(scope.data, 'kind', 'shellId'));
  const code = asNumber(at(scope.data, 'kind', 'exitCode'));
  if (shell !== undefined && code !== undefined) {
    endShell(scope, shell, { end: { kind: 'exited', code, source: 'structured' }, text: '' });
  }
  return note('content', 'notification')(scope);
};
