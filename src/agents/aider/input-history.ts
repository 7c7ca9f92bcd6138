import { OpenSessionError } from '../../domain/errors.ts';
import type { LogReader } from '../log-reader.ts';
import { localTime } from './local-time.ts';

/** Tells when a prompt was typed, by `.aider.input.history`, which has a time for each. */
export interface InputTimes {
  /** Prompts are asked for in their order. Undefined: it does not stand there. */
  timeOf(prompt: string): string | undefined;
}

interface Typed {
  readonly at: string;
  readonly text: string;
}

/** Prompts that are looked at for the next one: commands that Aider ran on its own stand between them. */
const AHEAD = 20;
const MOST = 5000;

/** From `started` on (RFC 3339, as the chat's header says). */
export const openInputTimes = (path: string, started: string | undefined, logs: LogReader): InputTimes => {
  const typed = [...typedFrom(path, started ?? '', logs)];
  let next = 0;
  return {
    timeOf: (prompt) => {
      const wanted = prompt.trim();
      for (let index = next; index < Math.min(typed.length, next + AHEAD); index++) {
        const entry = typed[index];
        if (entry === undefined || entry.text.trim() !== wanted) continue;
        next = index + 1;
        return entry.at;
      }
      return undefined;
    },
  };
};

function* typedFrom(path: string, started: string, logs: LogReader): Generator<Typed> {
  let count = 0;
  for (const entry of inputsIn(path, logs)) {
    if (entry.at < started) continue;
    yield entry;
    if (++count >= MOST) return;
  }
}

/** The entries of the file: `# <local time>`, then each line of the prompt behind a `+` (prompt_toolkit's FileHistory). */
export function* inputsIn(path: string, logs: LogReader): Generator<Typed> {
  if (logs.stat(path)?.kind !== 'file') return;
  let at: string | undefined;
  let parts: string[] = [];
  for (const line of readable(path, logs)) {
    if (line.startsWith('+')) {
      if (parts.length < 2000) parts.push(line.slice(1, 20_001));
      continue;
    }
    if (at !== undefined) yield { at, text: parts.join('\n') };
    at = line.startsWith('# ') ? localTime(line.slice(2)) : undefined;
    parts = [];
  }
  if (at !== undefined) yield { at, text: parts.join('\n') };
}

/** The history only adds times: one that cannot be read is as none. */
function* readable(path: string, logs: LogReader): Generator<string> {
  try {
    for (const line of logs.lines(path)) yield line.text();
  } catch (error) {
    if (!(error instanceof OpenSessionError)) throw error;
  }
}
