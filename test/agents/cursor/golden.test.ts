import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { cursor } from '../../../src/agents/cursor/cursor.ts';
import { goldenText, readAll } from '../read-all.ts';
import { buildChat, buildIde, type ChatStore, fixture, type IdeStore } from './build-store.ts';

const LOGS = join(import.meta.dirname, '../../fixtures/logs/cursor');
const dir = mkdtempSync(join(tmpdir(), 'cursor-'));
afterAll(() => rmSync(dir, { recursive: true }));

const TRANSCRIPT = 'transcript/projects/home-dev-app/agent-transcripts/77770000-0000-4000-8000-000000000001';

const cases: readonly [name: string, source: { path: string; key?: string }][] = [
  ['ide-tools', { path: buildIde(join(dir, 'ide/state.vscdb'), fixture('ide-tools') as IdeStore), key: 'c1' }],
  [
    'composer-2024',
    { path: buildIde(join(dir, 'w/state.vscdb'), fixture('composer-2024') as IdeStore, 'blob'), key: 'w1' },
  ],
  ['cli-turns', { path: buildChat(join(dir, 'cli/store.db'), fixture('cli-turns') as ChatStore) }],
  ['transcript', { path: join(LOGS, TRANSCRIPT, '77770000-0000-4000-8000-000000000001.jsonl') }],
  ['text', { path: join(LOGS, 'text/5555aaaa-0000-4000-8000-000000000009.txt') }],
];

test.each(cases)('%s reads as its golden session', async (name, source) => {
  const session = readAll(cursor, source);
  expect(new Set(session.events.map(({ event_id }) => event_id)).size).toBe(session.events.length);
  await expect(goldenText(session)).toMatchFileSnapshot(join(LOGS, name, 'session.json'));
});
