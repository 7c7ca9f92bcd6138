import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BenchCase, round } from '../bench-case.ts';
import { makeClaudeLog } from '../make-log.ts';
import { pair } from '../measure.ts';

/** What any program has to do that takes a log as JSON. */
const READ_AND_PARSE =
  "let n = 0; for (const line of require('fs').readFileSync(process.argv[1], 'utf8').split('\\n')) if (line) { JSON.parse(line); n++; } console.log(n)";

export const handoffLast: BenchCase = {
  name: 'session handoff --last',
  run: ({ dir, opensession, rounds }) => {
    const home = join(dir, 'home');
    const repo = join(dir, 'repo');
    const folder = join(home, '.claude/projects', repo.replaceAll(/[^A-Za-z0-9-]/g, '-'));
    mkdirSync(folder, { recursive: true });
    mkdirSync(repo);
    execFileSync('git', ['init', '-q', repo]);
    writeFileSync(join(repo, 'parse.js'), 'export {};\n');
    const log = join(folder, '6a69c5ce-dc94-4dab-9438-91d7dbc01826.jsonl');
    makeClaudeLog(log, 4_000_000, repo);
    const env = { HOME: home, USERPROFILE: home };
    const { ours, floor, ratio } = pair(
      { argv: [...opensession, 'session', 'handoff', '--last', '--format', 'json'], cwd: repo, env },
      { argv: [process.execPath, '-e', READ_AND_PARSE, log] },
      { rounds },
    );
    return [
      {
        name: 'session handoff --last, 4 MB log',
        ours_ms: round(ours.ms),
        floor: 'node: read + JSON.parse',
        floor_ms: round(floor.ms),
        ratio: round(ratio),
        target: '≤ 3.0',
        met: ratio <= 3,
        peak: ours.peak === null ? null : round(ours.peak, 0),
      },
    ];
  },
};
