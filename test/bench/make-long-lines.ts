import { closeSync, openSync, writeSync } from 'node:fs';

/** Close to the longest line that is read (32 MiB). */
export const LONGEST = 31 * 1024 * 1024;

/**
 * A Claude Code log of five outputs of so many bytes each, one a line, while an earlier call waits for its own. One sign
 * beyond Latin-1 in each makes a text in memory twice as long as it is in the log.
 */
export const makeLongLines = (path: string, bytes: number): void => {
  const text = `${'a'.repeat(bytes)}中`;
  const file = openSync(path, 'w');
  let count = 0;
  const record = (role: 'user' | 'assistant', content: unknown): void => {
    const uuid = `record-${++count}`;
    const timestamp = new Date(Date.UTC(2026, 0, 5, 9) + count * 1000).toISOString();
    const told = { uuid, timestamp, sessionId: 'long-lines', cwd: '/home/dev/repo', version: '2.1.197' };
    writeSync(file, `${JSON.stringify({ ...told, type: role, message: { role, content } })}\n`);
  };
  const call = (id: string) => ({ type: 'tool_use', id, name: 'Bash', input: { command: `cat ${id}` } });
  record('user', 'look at all of it');
  record('assistant', [call('waits')]);
  for (const id of ['a', 'b', 'c', 'd', 'e']) {
    record('assistant', [call(id)]);
    record('user', [{ type: 'tool_result', tool_use_id: id, content: text }]);
  }
  closeSync(file);
};
