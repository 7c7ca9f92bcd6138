import type { ExitSource } from '../../domain/event-attributes.ts';
import { asArray, asNumber, asText, at, field } from '../../domain/json.ts';

export type ShellEnd =
  | { readonly kind: 'exited'; readonly code: number; readonly source: ExitSource }
  /** It goes on; `shell` names it in later events. */
  | { readonly kind: 'running'; readonly shell: string | undefined }
  | { readonly kind: 'unknown' };

/** Copilot's own last line (0.0.35x to 1.0.102). A command may print the same, so it counts at the very end only. */
const MARK =
  /<(?:exited with exit code|(?:command with )?shellId: ?[^\s<>]{1,64} (?:completed|exited) with exit code) (-?\d{1,9})>\s*$/;
const STARTED = /<command started in (?:the )?background with shellId: ?([^\s<>]{1,64})>/;
/** A command that outlived the time for which its call waits. */
const OUTLIVED = /shellId: ?"?([\w.-]{1,64})[\s\S]{0,200}? is still running\b/;

/** How the command of a shell tool ended, by the `data` of its result and the text in it. */
export const shellEnd = (data: unknown, text: string): ShellEnd => {
  const code = structuredExit(data);
  if (code !== undefined) return { kind: 'exited', code, source: 'structured' };
  const end = text.slice(-1000);
  const said = MARK.exec(end)?.[1];
  if (said !== undefined) return { kind: 'exited', code: Number(said), source: 'text' };
  const started = STARTED.exec(end) ?? OUTLIVED.exec(end);
  if (started !== null) return { kind: 'running', shell: started[1] };
  const mode = asText(at(data, 'toolTelemetry', 'properties', 'executionMode'));
  return mode === 'async' ? { kind: 'running', shell: undefined } : { kind: 'unknown' };
};

const structuredExit = (data: unknown): number | undefined => {
  const own = asNumber(at(data, 'shellExecution', 'exitCode'));
  if (own !== undefined) return own;
  for (const block of asArray(at(data, 'result', 'contents'))) {
    const type = field(block, 'type');
    const code = type === 'shell_exit' || type === 'terminal' ? asNumber(field(block, 'exitCode')) : undefined;
    if (code !== undefined) return code;
  }
  return asNumber(at(data, 'toolTelemetry', 'metrics', 'exit_code'));
};
