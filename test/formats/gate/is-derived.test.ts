import { describe, expect, test } from 'vitest';
import type { JudgedArtifact, JudgedSession } from '../../../src/domain/judgement.ts';
import { isDerived } from '../../../src/formats/gate/is-derived.ts';
import { exampleReport } from './example-report.ts';

const [example] = exampleReport().artifacts;
const [session] = exampleReport().sessions;
if (example === undefined || session === undefined) throw new Error('the example holds neither');

const artifact = (...session_ids: string[]): JudgedArtifact => ({ ...example, session_ids });
const held = (more: Partial<JudgedSession> = {}): JudgedSession => ({ ...session, artifact: example.id, ...more });

describe('an artifact is as its published sessions make it', () => {
  test('where each of its handoffs is', () => {
    expect(isDerived(artifact('one', 'two'), [held({ session_id: 'one' }), held({ session_id: 'two' })])).toBe(true);
  });

  test.each<[string, JudgedArtifact, readonly JudgedSession[]]>([
    ['one was not published', artifact('one', 'two'), [held({ session_id: 'one' })]],
    ['none was', artifact('one'), []],
    ['it has none', artifact(), []],
    ['of another artifact', artifact('one'), [held({ artifact: 'head:other' })]],
    ['of two of one session one is otherwise', artifact('one', 'one'), [held(), held({ outcome: 'cannot-tell' })]],
    ['of two of one session one was not looked at', artifact('one', 'one'), [held()]],
  ])('and not where %s', (_, one, sessions) => {
    expect(isDerived(one, sessions)).toBe(false);
  });
});
