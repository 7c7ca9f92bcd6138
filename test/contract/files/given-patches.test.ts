import { describe, expect, test } from 'vitest';
import type { SessionPlace } from '../../../src/contract/facts.ts';
import { filesFold } from '../../../src/contract/files/files-fold.ts';
import { foldAll } from '../../../src/contract/fold.ts';
import { ATTR } from '../../../src/domain/event-attributes.ts';
import type { Event, EventType } from '../../../src/domain/session.ts';

const PLACE: SessionPlace = { root: '/repo', cwd: '/repo', home: '/home/u', script: () => undefined };

const event = (event_type: EventType, attributes: Event['attributes'] = {}): Event => ({
  event_id: 'e',
  timestamp: '2026-01-01T00:00:00Z',
  event_type,
  content: { blocks: [] },
  attributes,
});
const edit = (path: string): Event => event({ type: 'FileEdit', data: { path } });
const shell = (command: string, exit_code = 0): Event => event({ type: 'ShellCommand', data: { command, exit_code } });

const net = (...events: Event[]): string[] =>
  foldAll(filesFold(PLACE), events).files.map(({ action, path }) => `${action} ${path}`);

describe('a patch that the session wrote and applied', () => {
  const PATCH = ['--- a/a.js', '+++ b/a.js', '@@ -1 +1 @@', '-a', '+b', ''].join('\n');
  const written = (path: string): string => `cat > ${path} <<'EOF'\n${PATCH}EOF`;
  const created = (path: string): Event => ({
    ...event({ type: 'FileCreate', data: { path } }, { [ATTR.fileBefore]: 'create', [ATTR.fullText]: true }),
    content: { blocks: [{ type: 'Code', code: PATCH }] },
  });

  test.each<[string, Event[], string[]]>([
    ['on one line', [shell(`${written('/tmp/p-$$.patch')}\ngit apply /tmp/p-$$.patch`)], ['edited a.js']],
    ['on two lines', [shell(written('f.diff')), shell('patch -p1 < f.diff && rm f.diff')], ['edited a.js']],
    ['by a tool', [created('f.patch'), shell('git apply f.patch; rm f.patch')], ['edited a.js']],
    ['as an option', [created('f.patch'), shell('patch -p1 -i f.patch && rm f.patch')], ['edited a.js']],
    ['in vain', [shell(written('f.diff')), shell('git apply f.diff', 1), shell('rm f.diff')], []],
    ['edited since', [created('f.patch'), edit('f.patch'), shell('git apply f.patch; rm f.patch')], []],
    ['of somebody else', [shell('git apply f.patch')], []],
    ['below the root', [shell(`cd web && git apply <<'EOF'\n${PATCH}EOF`)], []],
    ['from below', [shell(`cd web && patch -p1 <<'EOF'\n${PATCH}EOF`)], ['edited web/a.js']],
  ])('%s', (_, events, expected) => {
    const files = net(...events).filter((file) => /a\.js/.test(file));
    expect(files).toEqual(expected);
  });
});
