/** Sessions of shell lines and edits, and what their checks come to. */
import { judgeChecks } from '../../src/contract/checks/judge-checks.ts';
import { runsFold } from '../../src/contract/checks/runs-fold.ts';
import type { SessionPlace } from '../../src/contract/facts.ts';
import { filesFold } from '../../src/contract/files/files-fold.ts';
import { foldAll } from '../../src/contract/fold.ts';
import { settle } from '../../src/contract/settle.ts';
import { ATTR } from '../../src/domain/event-attributes.ts';
import type { Event } from '../../src/domain/session.ts';

const SCRIPTS: { readonly [name: string]: string } = {
  test: 'node --test',
  lint: 'node --check parse.js',
  cover: 'coverage run -m pytest && coverage report --fail-under=90',
};
export const PLACE: SessionPlace = {
  root: '/repo',
  cwd: '/repo',
  home: '/home/u',
  script: (_, dir, name) => (dir === '.' && Object.hasOwn(SCRIPTS, name) ? SCRIPTS[name] : undefined),
};

export interface Outcome {
  readonly exit?: number;
  readonly output?: string;
  readonly attributes?: Event['attributes'];
}

export const NOTHING = { ignored: new Set<string>(), unheld: new Set<string>() };

let count = 0;
export const at = (type: Event['event_type'], attributes: Event['attributes'] = {}, text = ''): Event => ({
  event_id: `e${++count}`,
  timestamp: `2026-01-01T00:00:${String(count % 60).padStart(2, '0')}Z`,
  event_type: type,
  content: { blocks: text === '' ? [] : [{ type: 'Text', text }] },
  attributes,
});

/** A call and its result, as parsers write them. */
export const shell = (command: string, { exit = 0, output = '', attributes = {} }: Outcome = {}): readonly Event[] => {
  const id = `call${++count}`;
  const result = { [ATTR.callId]: id, [ATTR.exitCode]: exit, [ATTR.exitSource]: 'structured', ...attributes };
  return [
    at({ type: 'ShellCommand', data: { command } }, { [ATTR.callId]: id }),
    at({ type: 'ToolResult', data: { name: 'shell', is_error: exit !== 0 } }, result, output),
  ];
};
export const edit = (path: string): readonly Event[] => [at({ type: 'FileEdit', data: { path } })];

export const fold = (...events: (readonly Event[])[]) => {
  const settled = [...settle(events.flat())];
  return { runs: foldAll(runsFold(PLACE), settled), changes: foldAll(filesFold(PLACE), settled).changes };
};

export const judged = (...events: (readonly Event[])[]) => {
  const { runs, changes } = fold(...events);
  return judgeChecks(runs, changes, { ignored: new Set(['out.log']), unheld: new Set(['b']) });
};

/** What a failing run prints. */
export const FAILED = 'TAP version 13\n# tests 1\n# pass 0\n# fail 1\n';

/** What each check comes to, with how each of its runs ended. */
export const final = (...events: (readonly Event[])[]) =>
  judged(...events).checks.map(({ id, final, stale, masked, runs }) =>
    [id, final, ...(stale ? ['stale'] : []), ...(masked ? ['masked'] : []), runs.join()].join(' | '),
  );
