import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Bench, type BenchCase, type BenchRow, round } from '../bench-case.ts';
import { type DocumentKind, makeDocument } from '../make-document.ts';
import { makeClaudeLog } from '../make-log.ts';
import { LONGEST, makeLongLines } from '../make-long-lines.ts';
import { timed } from '../measure.ts';

/** Handoffs of 1 GB of JSONL, of the longest lines, and of the largest documents: the size of the log must not show in the memory. */
export const memory: BenchCase = {
  name: '1 GB of JSONL, lines of 31 MiB, and documents of 250 MiB',
  run: (bench) => [
    rowOf(bench, {
      name: '1 GB of JSONL',
      large: '6a69c5ce-dc94-4dab-9438-91d7dbc01827.jsonl',
      small: '6a69c5ce-dc94-4dab-9438-91d7dbc01828.jsonl',
      make: (path, isLarge) => makeClaudeLog(path, isLarge ? 1_000_000_000 : 1_000_000, '/home/dev/repo'),
    }),
    rowOf(bench, {
      name: 'lines of 31 MiB',
      large: '6a69c5ce-dc94-4dab-9438-91d7dbc01829.jsonl',
      small: '6a69c5ce-dc94-4dab-9438-91d7dbc01830.jsonl',
      make: (path, isLarge) => makeLongLines(path, isLarge ? LONGEST : MEBIBYTE / 5),
    }),
    ...DOCUMENTS.map(([kind, name, large, small]) =>
      rowOf(bench, {
        name: `a ${name} of 250 MiB`,
        large,
        small,
        make: (path, isLarge) => makeDocument(kind, path, isLarge ? 250 * MEBIBYTE : MEBIBYTE),
      }),
    ),
  ],
};

const MEBIBYTE = 1024 * 1024;

const DOCUMENTS: readonly (readonly [kind: DocumentKind, name: string, large: string, small: string])[] = [
  ['gemini', 'document of Gemini CLI', 'session-2026-01-05T09-00-a.json', 'session-2026-01-05T09-00-b.json'],
  [
    'amp',
    'thread of Amp',
    'T-01a1b2c3-0000-7000-8000-00000000000a.json',
    'T-01a1b2c3-0000-7000-8000-00000000000b.json',
  ],
  ['cline', 'session of Cline', '1772704800000_a.messages.json', '1772704800000_b.messages.json'],
  ['cline-api', 'task of Cline', 'a.api_conversation_history.json', 'b.api_conversation_history.json'],
];

interface Measured {
  readonly name: string;
  /** File names. */
  readonly large: string;
  readonly small: string;
  readonly make: (path: string, isLarge: boolean) => void;
}

const rowOf = ({ dir, opensession }: Bench, { name, make, ...files }: Measured): BenchRow => {
  const [log, small] = [join(dir, files.large), join(dir, files.small)];
  make(log, true);
  make(small, false);
  const of = (path: string) =>
    timed({ argv: [...opensession, 'session', 'handoff', path, '--format', 'json'], cwd: dir });
  const large = of(log);
  const base = of(small);
  rmSync(log);
  return {
    name: `handoff of ${name} (peak memory)`,
    ours_ms: round(large.ms, 0),
    floor: `the same of 1 MB: ${round(base.peak ?? 0, 0)} MiB`,
    floor_ms: round(base.ms, 0),
    ratio: round((large.peak ?? 0) / (base.peak ?? 1)),
    target: '≤ 250 MB',
    met: (large.peak ?? Number.POSITIVE_INFINITY) * 1.048576 <= 250,
    peak: round(large.peak ?? 0, 0),
  };
};
