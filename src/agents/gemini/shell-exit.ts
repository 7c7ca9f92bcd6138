import type { ExitSource } from '../../domain/event-attributes.ts';

/** How a shell call of this agent ended, as far as its result says. */
type ShellExit =
  | { readonly kind: 'exited'; readonly code: number; readonly source: ExitSource }
  /** Still running in the background: no exit status belongs to the call. */
  | { readonly kind: 'background' }
  | { readonly kind: 'unknown' };

/**
 * The exit status in the result of `run_shell_command`. The agent wraps what a command printed:
 *
 *   0.39 to 0.61 (inside <untrusted_context>…</untrusted_context> in 0.61):
 *     Output: <what it printed, or "(empty)">
 *     [Error: …] [Exit Code: N, only when not 0] [Signal: N] [Background PIDs: …] [Process Group PGID: N]
 *   until 0.2x, every line always there, "(none)" for nothing:
 *     Command: … / Directory: … / Output: … / Error: … / Exit Code: N / Signal: … / Background PIDs: … / Process Group PGID: …
 *
 * Only lines after the output count, since a command may print "Exit Code: 0" itself. `display` is what the agent showed
 * (the output alone) and tells exactly where the output ends; without it the lines are read backwards from the end.
 * Any other text (cancelled, timed out, summarised, moved to the background) has no exit status, and its absence is
 * then no success.
 */
export const shellExit = (result: string, display?: string): ShellExit => {
  const text = unwrap(result);
  if (text.startsWith('Command moved to background')) return { kind: 'background' };
  if (!WRAPPED.some((opening) => text.startsWith(opening))) return { kind: 'unknown' };
  const trailer = readTrailer(trailerLines(text, display));
  const code = trailer.get('Exit Code');
  if (code !== undefined) return exited(code, 'text');
  if (text.startsWith('Command: ') || voids(trailer)) return { kind: 'unknown' };
  // A result that was cut in the middle or summarised may have lost its end: then nothing can be inferred from absence.
  if (!text.startsWith('Output: ') && !trailer.has('Process Group PGID')) return { kind: 'unknown' };
  return { kind: 'exited', code: 0, source: 'absence' };
};

const WRAPPED = ['Output: ', 'Command: ', 'Output too large.', '<tool_output_masked>'];

const unwrap = (text: string): string => {
  const open = '<untrusted_context>\n';
  if (!text.startsWith(open)) return text;
  const end = text.lastIndexOf('\n</untrusted_context>');
  return end < open.length ? text.slice(open.length) : text.slice(open.length, end);
};

const trailerLines = (text: string, display: string | undefined): readonly string[] => {
  const output = `Output: ${display ?? ''}`;
  if (display !== undefined && display !== '' && text.startsWith(output)) {
    const rest = text.slice(output.length);
    if (rest === '' || rest.startsWith('\n')) return rest.split('\n').slice(1);
  }
  return text.slice(-4000).split('\n').slice(1).slice(-12);
};

const LINE = /^(Error|Exit Code|Signal|Background PIDs|Process Group PGID): (.*)$/;

/** In the order in which the agent writes them. */
const ORDER = ['Error', 'Exit Code', 'Signal', 'Background PIDs', 'Process Group PGID'];

/** The agent's own lines at the very end: read backwards while they come in the agent's order. */
const readTrailer = (lines: readonly string[]): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  let before = ORDER.length;
  for (let index = lines.length - 1; index >= 0; index--) {
    const [, name, value] = LINE.exec(lines[index] ?? '') ?? [];
    const place = name === undefined ? -1 : ORDER.indexOf(name);
    if (name === undefined || place === -1 || place >= before) break;
    found.set(name, value ?? '');
    before = place;
  }
  return found;
};

const exited = (text: string, source: ExitSource): ShellExit =>
  /^-?\d{1,9}$/.test(text) ? { kind: 'exited', code: Number(text), source } : { kind: 'unknown' };

const voids = (trailer: ReadonlyMap<string, string>): boolean => {
  const says = (name: string): boolean => ![undefined, '', '(none)', '0'].includes(trailer.get(name));
  return says('Error') || says('Signal');
};
