import { expect, test } from 'vitest';
import { parsePatch } from '../../../src/agents/codex/patch-grammar.ts';
import { createTally } from '../../../src/domain/coverage.ts';
import { createState, rememberCall } from '../../../src/agents/codex/rollout-state.ts';

const added = '+a line of it\n'.repeat(400_000);

test('of a very long patch the files alone are told', () => {
  const sections = `*** Add File: a.js\n${added}*** Update File: b.js\n*** Move to: c.js\n@@\n-x\n*** Delete File: d.js`;
  const patch = `*** Begin Patch\n${sections}\n*** End Patch`;
  expect(parsePatch(patch)).toEqual([
    { action: 'add', path: 'a.js' },
    { action: 'update', path: 'b.js', movedTo: 'c.js' },
    { action: 'delete', path: 'd.js' },
  ]);
  expect(parsePatch(added)).toBeUndefined();
});

test('of calls that hold more text than may wait the oldest are forgotten, and the last is there however long it is', () => {
  const state = createState({ tally: createTally(), prefix: '', head: {} });
  const remember = (id: string, held?: number): unknown =>
    rememberCall(state, id, { name: id, kind: 'patch', ...(held === undefined ? {} : { held }) });
  remember('none');
  for (const id of ['a', 'b', 'c']) remember(id, 4 * 1024 * 1024);
  expect([...state.calls.keys()]).toEqual(['b', 'c']);
  remember('d', 20 * 1024 * 1024);
  expect([...state.calls.keys()]).toEqual(['d']);
});
