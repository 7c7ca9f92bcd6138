import { ATTR, CUSTOM } from '../../domain/event-attributes.ts';
import { asText, field } from '../../domain/json.ts';
import { textBlocks } from '../reading/build-event.ts';
import { toolKind } from '../reading/tool-kind.ts';
import { checklist } from './checklist.ts';
import type { Scope } from './scope.ts';
import type { Call } from './state.ts';
import { draftsOf, isShell, readArguments, shellIn } from './tool-call.ts';

interface Request {
  readonly id: string;
  readonly name: string;
  readonly args: unknown;
}

/** `tool.execution_start` and `tool.user_requested`; a call in a message's `toolRequests` has `name` instead. */
export const requestIn = (data: unknown): Request | undefined => {
  const id = asText(field(data, 'toolCallId'));
  const name = asText(field(data, 'toolName')) ?? asText(field(data, 'name'));
  return id === undefined || name === undefined
    ? undefined
    : { id, name, args: readArguments(field(data, 'arguments')) };
};

/** The events of a call, where it is seen first: it stands in the message that asks for it, and where it is run. */
export const mapRequest = (scope: Scope, request: Request, more: { readonly [key: string]: unknown } = {}): Call => {
  const { state } = scope;
  const known = state.calls.get(request.id);
  if (known !== undefined && !known.done) return known;
  const call = callOf(scope, request);
  state.calls.set(request.id, call);
  if (request.name === 'sql' && /\btodo/i.test(asText(field(request.args, 'query')) ?? '')) state.keepsTodos = true;
  const joins = { [ATTR.callId]: request.id, [ATTR.toolName]: request.name, ...more };
  if (request.name === 'ask_user' && ask(scope, request, joins)) return call;
  const todos = request.name === 'update_todo' ? checklist(asText(field(request.args, 'todos')) ?? '') : [];
  if (todos.length > 0) {
    const attributes = { ...joins, [ATTR.plan]: todos };
    scope.emit({ type: { type: 'Custom', data: { kind: CUSTOM.plan } }, attributes });
    return call;
  }
  const moved = isShell(request.name) && state.here !== state.cwd ? state.here : undefined;
  for (const draft of draftsOf(request.name, request.args, state.here)) {
    const kind = isShell(request.name) ? 'shell' : toolKind(request.name);
    const facts = { [ATTR.toolKind]: kind, [ATTR.shellCwd]: moved };
    scope.emit({ ...draft, attributes: { ...joins, ...facts, ...draft.attributes } });
  }
  return call;
};

const callOf = (scope: Scope, { name, args }: Request): Call => ({
  name,
  lane: scope.lane,
  started: undefined,
  done: false,
  title: name === 'task' ? (asText(field(args, 'description')) ?? asText(field(args, 'name'))) : undefined,
  shell: isShell(name) ? undefined : shellIn(args),
});

const ask = (scope: Scope, { id, args }: Request, attributes: { readonly [key: string]: unknown }): boolean => {
  const text = asText(field(args, 'question')) ?? asText(field(args, 'message'));
  if (text === undefined) return false;
  scope.emit({
    type: { type: 'Custom', data: { kind: CUSTOM.question } },
    blocks: textBlocks(text),
    attributes: { ...attributes, [ATTR.questions]: [{ id, text }] },
  });
  return true;
};

/** When a call was begun: its duration counts from there. */
export const mapStart = (scope: Scope): string | undefined => {
  const request = requestIn(scope.data);
  if (request === undefined) return 'names no call';
  mapRequest(scope, request).started ??= scope.at;
  return undefined;
};

/** A tool that the person ran (`!command`). */
export const mapUserRequest = (scope: Scope): string | undefined => {
  const request = requestIn(scope.data);
  if (request === undefined) return 'names no call';
  mapRequest(scope, request, { [ATTR.source]: 'typed' });
  return undefined;
};
