import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { LogLine, LogReader } from '../agents/log-reader.ts';
import { readLines } from './read-lines.ts';

/** Bytes at the start and at the end of a log in which a listing looks. */
const HEAD = 256 * 1024;
const TAIL = 64 * 1024;

/**
 * A reader that shows of one JSONL log only the whole lines in its first 256 KiB and its last 64 KiB, and nothing of
 * any other log: enough for a listing (first prompt, last time), fed to the same parser as a full read.
 */
export const skimReader = (logs: LogReader, path: string): LogReader => ({
  ...logs,
  lines: (other) => (other !== path ? [] : isPlain(path) ? skim(path, logs) : logs.lines(path)),
});

const isPlain = (path: string): boolean => !path.endsWith('.zst') && !path.endsWith('.gz');

function* skim(path: string, logs: LogReader): Generator<LogLine> {
  const size = logs.stat(path)?.size ?? 0;
  if (size <= HEAD + TAIL) {
    yield* logs.lines(path);
    return;
  }
  const handle = openSync(path, 'r');
  try {
    if (!fstatSync(handle).isFile()) return;
    for (const line of readLines(part(handle, 0, HEAD))) if (line.offset + line.length < HEAD) yield line;
    let first = true;
    for (const line of readLines(part(handle, size - TAIL, size))) {
      if (!first) yield { ...line, offset: size - TAIL + line.offset };
      first = false;
    }
  } finally {
    closeSync(handle);
  }
}

const part = (handle: number, from: number, to: number) => {
  let at = from;
  return (target: Buffer, offset: number): number => {
    const count = readSync(handle, target, offset, Math.min(target.length - offset, to - at), at);
    at += count;
    return count;
  };
};
