/** Large logs in the shape of real ones: the records of a recorded session again and again, with ids of their own. */
import { closeSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const RECORDED = join(import.meta.dirname, '../fixtures/recorded');

/** Writes at least `bytes` bytes of a Claude Code log and returns the number written. */
export const makeClaudeLog = (path: string, bytes: number, cwd: string): number =>
  repeat(path, bytes, recordedLines('claude-code/unresolved/home/.claude/projects/-home-dev-repo', cwd));

/** The same for Codex. */
export const makeCodexLog = (path: string, bytes: number, cwd: string): number =>
  repeat(path, bytes, recordedLines('codex/unresolved/home/.codex/sessions/2026/11/22', cwd));

const recordedLines = (folder: string, cwd: string): string[] => {
  const dir = join(RECORDED, folder);
  const name = readdirSync(dir).find((one) => one.endsWith('.jsonl')) ?? '';
  const text = readFileSync(join(dir, name), 'utf8').replaceAll('/home/dev/repo', cwd);
  return text.split('\n').filter((line) => line !== '');
};

/** Ids differ from one repetition to the next, or they would count as copied history. */
const repeat = (path: string, bytes: number, lines: readonly string[]): number => {
  const handle = openSync(path, 'w');
  let written = 0;
  try {
    for (let turn = 0; written < bytes; turn++) {
      const mark = turn.toString(16).padStart(6, '0');
      const part = lines.slice(turn === 0 ? 0 : 1).map((line) => (turn === 0 ? line : renamed(line, mark)));
      written += writeSync(handle, `${part.join('\n')}\n`);
    }
  } finally {
    closeSync(handle);
  }
  return written;
};

const ID_KEYS =
  /"(uuid|parentUuid|id|call_id|tool_use_id|requestId|turn_id|promptId|sourceToolAssistantUUID|response_id)":"([^"]{6})/g;

const renamed = (line: string, mark: string): string =>
  line.replaceAll(ID_KEYS, (_, key: string) => `"${key}":"${mark}`);
