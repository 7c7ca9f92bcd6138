import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Bench, type BenchCase, round } from '../bench-case.ts';
import { makeClaudeLog, makeCodexLog, makeGeminiLog } from '../make-log.ts';
import { pair } from '../measure.ts';

const COUNT = 10_000;
const PROJECTS = 50;

/** Reads each file from its beginning to its end into one buffer. */
const READ_ALL = `const fs = require('fs'), path = require('path');
const buffer = Buffer.allocUnsafe(1 << 20);
let bytes = 0, files = 0;
const walk = (dir) => {
  for (const entry of fs.readdirSync(dir, { withFileTypes: true })) {
    const name = path.join(dir, entry.name);
    if (entry.isDirectory()) walk(name);
    else {
      const handle = fs.openSync(name, 'r');
      for (let n; (n = fs.readSync(handle, buffer, 0, buffer.length, null)) > 0;) bytes += n;
      fs.closeSync(handle);
      files++;
    }
  }
};
walk(process.argv[1]);
console.log(files, bytes);`;

/** Every session of a machine with very many, without any index, beside reading the same bytes. */
export const listSessions: BenchCase = {
  name: 'session list',
  run: (bench) => {
    const home = join(bench.dir, 'many-home');
    const bytes = makeHome(bench, home);
    const { ours, floor, ratio } = pair(
      {
        argv: [...bench.opensession, 'session', 'list', '--all', '--json'],
        cwd: home,
        env: { HOME: home, USERPROFILE: home },
      },
      { argv: [process.execPath, '-e', READ_ALL, home] },
      { rounds: Math.min(bench.rounds, 5) },
    );
    rmSync(home, { recursive: true });
    return [
      {
        name: `session list --all, ${COUNT} sessions of ${round(bytes / 1e9)} GB`,
        ours_ms: round(ours.ms, 0),
        floor: 'node: reading the same bytes',
        floor_ms: round(floor.ms, 0),
        ratio: round(ratio),
        target: '≤ 2.0 and ≤ 3 s',
        met: ratio <= 2 && ours.ms <= 3000,
        peak: ours.peak === null ? null : round(ours.peak, 0),
      },
    ];
  },
};

/** Of ten sessions six are Claude Code's, three Codex's, one Gemini CLI's. */
const makeHome = (bench: Bench, home: string): number => {
  const makers = [claude(bench), codex(bench), gemini(bench)] as const;
  let total = 0;
  for (let index = 0; index < COUNT; index++) {
    const make = makers[index % 10 < 6 ? 0 : index % 10 < 9 ? 1 : 2];
    total += make(home, index, sizeOf(index));
  }
  return total;
};

/** Bytes: half below 45 KB, nine of ten below 400 KB, one of 100 above 3 MB; 200 KB on average. */
const SIZES = [8, 12, 15, 20, 25, 30, 35, 40, 45, 45, 55, 70, 90, 110, 140, 180, 240, 330, 500, 1900] as const;
const sizeOf = (index: number): number => (SIZES[(index * 7 + (index >> 4)) % SIZES.length] ?? 0) * 1024;

/** Lines that a session has at least: its head, a prompt and an answer. */
const LEAST = 12;

type Make = (home: string, index: number, bytes: number) => number;

const templateOf = (bench: Bench, make: (path: string, bytes: number, cwd: string) => number, ids: RegExp) => {
  const path = join(bench.dir, 'template.jsonl');
  make(path, 3_000_000, '/home/dev/repo');
  const text = readFileSync(path, 'utf8');
  const id = ids.exec(text)?.[1] ?? '';
  // the first line of Codex alone has 22 KB
  const least = text.split('\n', LEAST).join('\n').length;
  rmSync(path);
  return (bytes: number, own: string): Buffer => {
    const cut = Math.max(least, text.lastIndexOf('\n', bytes)) + 1;
    return Buffer.from(text.slice(0, cut).replaceAll(id, own));
  };
};

/** Hexadecimal digits of a number at the end of an id that is as long as the recorded one. */
const idOf = (index: number): string => `01a202aa-2e67-7753-bc7b-${index.toString(16).padStart(12, '0')}`;

const claude = (bench: Bench): Make => {
  const template = templateOf(bench, makeClaudeLog, /"sessionId":"([\w-]{36})"/);
  return (home, index, bytes) => {
    const folder = `.claude/projects/-home-dev-repo-${index % PROJECTS}`;
    return put(join(home, folder), `${idOf(index)}.jsonl`, template(bytes, idOf(index)));
  };
};

const codex = (bench: Bench): Make => {
  const template = templateOf(bench, makeCodexLog, /"session_id":"([\w-]{36})"/);
  return (home, index, bytes) => {
    const day = String(1 + (index % 28)).padStart(2, '0');
    const name = `rollout-2026-11-${day}T09-50-37-${idOf(index)}.jsonl`;
    return put(join(home, '.codex/sessions/2026/11', day), name, template(bytes, idOf(index)));
  };
};

const gemini = (bench: Bench): Make => {
  const template = templateOf(bench, makeGeminiLog, /"sessionId":"([\w-]{36})"/);
  return (home, index, bytes) => {
    const project = join(home, '.gemini/tmp', `repo-${index % PROJECTS}`);
    mkdirSync(join(project, 'chats'), { recursive: true });
    writeFileSync(join(project, '.project_root'), '/home/dev/repo');
    const name = `session-2026-11-22T10-43-${index.toString(16).padStart(8, '0')}.jsonl`;
    return put(join(project, 'chats'), name, template(bytes, idOf(index)));
  };
};

const put = (folder: string, name: string, content: Buffer): number => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), content);
  return content.length;
};
