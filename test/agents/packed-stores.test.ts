import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { cursor } from '../../src/agents/cursor/cursor.ts';
import { goose } from '../../src/agents/goose/goose.ts';
import { opencode } from '../../src/agents/opencode/opencode.ts';
import { openLogReader } from '../../src/sources/log-reader.ts';

test.each([
  ['opencode.db.gz', opencode, gzipSync],
  ['ses_1.json.gz', opencode, gzipSync],
  ['sessions.db.zst', goose, zstdCompressSync],
  ['20250513_120000.jsonl.gz', goose, gzipSync],
  ['state.vscdb.gz', cursor, gzipSync],
])('%s, which its agent reads only unpacked, is told as packed, with what helps', (name, agent, pack) => {
  const dir = mkdtempSync(join(tmpdir(), 'packed-'));
  writeFileSync(join(dir, name), pack('text'));
  expect(() => [...agent.sessionsIn(join(dir, name), openLogReader())]).toThrow(
    expect.objectContaining({ code: 'log_unrecognised', hint: expect.stringContaining('unpack') }),
  );
  rmSync(dir, { recursive: true });
});
