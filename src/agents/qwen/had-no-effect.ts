import { field } from '../../domain/json.ts';
import { exitOf } from './shell-exit.ts';
import { type ToolCall, wentWell } from './tool-call.ts';

/**
 * Refused, cancelled or failed before it did anything. A command that failed by its exit status ran (0.24 calls that an
 * error, too); one that was cancelled while it ran (0.15: the reason is then the person's cancelling, not the refusal)
 * may have done half of it, and so may a program or a sub-agent of which calls are told.
 */
export const hadNoEffect = (call: ToolCall): boolean => {
  const { name, result, inner } = call;
  if (result === undefined || wentWell(call)) return false;
  if (name !== 'run_shell_command') return inner.every(hadNoEffect);
  if (result.was_started === true || field(result.display, 'type') === 'shell_result') return false;
  const isCancelledRun = result.status === 'cancelled' && /User cancelled/.test(result.output.slice(0, 400));
  return !isCancelledRun && exitOf(call) === undefined;
};
