import { ATTR } from '../../domain/event-attributes.ts';
import { asString } from '../../domain/json.ts';
import { shellExit } from './shell-exit.ts';
import type { ToolCall } from './tool-call.ts';

/**
 * What the result of `run_shell_command` says of its exit. `status` is `success` whatever the command's own exit was;
 * `error` and `cancelled` mean that it did not run to an end.
 */
export const exitFacts = (call: ToolCall): { readonly [key: string]: unknown } => {
  const settled = call.status === undefined || call.status === 'success';
  if (!settled || call.response === undefined || call.response.is_error) return {};
  const exit = shellExit(call.response.output, asString(call.display));
  if (exit.kind === 'background') return { [ATTR.background]: true };
  return exit.kind === 'unknown' ? {} : { [ATTR.exitCode]: exit.code, [ATTR.exitSource]: exit.source };
};
