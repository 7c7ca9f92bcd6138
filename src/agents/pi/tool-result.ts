import { ATTR, CUSTOM, type PlanItem } from '../../domain/event-attributes.ts';
import { asArray, asString, asText, field, type JsonObject } from '../../domain/json.ts';
import { linesIn } from '../../domain/unified-diff.ts';
import { countHunkLines } from '../reading/diff-lines.ts';
import { blocksIn, textIn } from './content.ts';
import type { Scope } from './scope.ts';
import { shellOutcome } from './shell-outcome.ts';
import { countTokens } from './tokens.ts';

/** A `toolResult` message: `{toolCallId, toolName, content, details, isError, usage}`. */
export const toolResult = (scope: Scope, message: JsonObject): void => {
  const id = asText(field(message, 'toolCallId'));
  const name =
    asText(field(message, 'toolName')) ?? (id === undefined ? undefined : scope.session.calls.get(id)) ?? 'unknown';
  const failed = field(message, 'isError') === true;
  const content = field(message, 'content');
  scope.emit({
    type: { type: 'ToolResult', data: { name, is_error: failed, ...(id === undefined ? {} : { call_id: id }) } },
    blocks: blocksIn(content),
    attributes: {
      [ATTR.callId]: id,
      [ATTR.toolName]: name,
      ...(name === 'bash' ? shellOutcome(textIn(content), failed) : {}),
      ...(name === 'edit' && !failed ? linesOf(field(message, 'details')) : {}),
    },
  });
  const plan = name === 'todo' ? planOf(field(message, 'details')) : undefined;
  if (plan !== undefined) {
    scope.emit({ type: { type: 'Custom', data: { kind: CUSTOM.plan } }, attributes: { [ATTR.plan]: plan } });
  }
  // what a tool asked a model on its own
  countTokens(scope, field(message, 'usage'));
};

/** `details.diff` is for the eye (`+12 text`): its signs are right, its lines are numbered. */
const linesOf = (details: unknown): { readonly [key: string]: unknown } => {
  const diff = asString(field(details, 'diff'));
  if (diff === undefined) return {};
  const { added, removed } = countHunkLines(linesIn(diff));
  return { [ATTR.linesAdded]: added, [ATTR.linesRemoved]: removed };
};

/** The `todo` extension that comes with Pi keeps its whole list, `{id, text, done}`, in the result of each call. */
const planOf = (details: unknown): readonly PlanItem[] | undefined => {
  const todos = field(details, 'todos');
  if (!Array.isArray(todos)) return undefined;
  return asArray(todos).flatMap((todo, index): readonly PlanItem[] => {
    const text = asText(field(todo, 'text'));
    const own = field(todo, 'id');
    const id = typeof own === 'number' || typeof own === 'string' ? String(own) : String(index + 1);
    return text === undefined ? [] : [{ id, text, status: field(todo, 'done') === true ? 'completed' : 'pending' }];
  });
};
