/** Logs of Claude Code written by a test, for what no recording holds: any text in any place. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface ClaudeLog {
  /** A record as it is, without the fields that all of a session's records have. */
  raw(record: object): void;
  record(record: object): void;
  user(text: string): void;
  say(text: string): void;
  tool(name: string, input: object, result?: { readonly text: string; readonly failed?: boolean }): void;
  text(): string;
  /** Writes it where Claude Code keeps it, and returns the path. */
  keep(home: string): string;
}

export const SESSION = '11111111-0000-4000-8000-000000000001';

/** Records one second apart, or at the times that a clock tells. */
export const claudeLog = (cwd: string, sessionId: string = SESSION, now?: () => Date): ClaudeLog => {
  const records: object[] = [];
  const record: ClaudeLog['record'] = (own) => {
    const number = records.length + 1;
    records.push({
      parentUuid: number === 1 ? null : `u-${number - 1}`,
      isSidechain: false,
      userType: 'external',
      cwd,
      sessionId,
      version: '2.1.120',
      gitBranch: 'main',
      uuid: `u-${number}`,
      timestamp: (now?.() ?? new Date(Date.UTC(2026, 2, 4, 9, 0, number))).toISOString(),
      ...own,
    });
  };
  const assistant = (block: object): void =>
    record({
      type: 'assistant',
      message: { id: `m-${records.length}`, model: 'claude-x', role: 'assistant', content: [block] },
    });
  const log: ClaudeLog = {
    raw: (own) => void records.push(own),
    record,
    user: (content) => record({ type: 'user', message: { role: 'user', content } }),
    say: (text) => assistant({ type: 'text', text }),
    tool: (name, input, result = { text: 'ok' }) => {
      const id = `toolu-${records.length}`;
      assistant({ type: 'tool_use', id, name, input });
      const content = [
        { type: 'tool_result', tool_use_id: id, content: result.text, is_error: result.failed === true },
      ];
      record({ type: 'user', message: { role: 'user', content }, toolUseResult: result.text });
    },
    text: () => `${records.map((one) => JSON.stringify(one)).join('\n')}\n`,
    keep: (home) => {
      const path = join(home, '.claude/projects', cwd.replace(/[^A-Za-z0-9]/g, '-'), `${sessionId}.jsonl`);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, log.text());
      return path;
    },
  };
  return log;
};
