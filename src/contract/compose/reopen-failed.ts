import type { RedactedText } from '../../domain/handoff.ts';
import type { PackageFact, Seen, SessionFacts } from '../facts.ts';
import type { Judged } from './verification.ts';

type Fact = PackageFact<RedactedText>;

/**
 * An answer ends a turn; it does not make the work done. A package of a prompt in whose span a check failed for the
 * last time is still in progress, whatever the answer says. What the agent's own plan calls completed stays so: it is
 * the agent's statement, and the check stands beside it.
 */
export const reopenFailed = (
  packages: readonly Fact[],
  facts: SessionFacts<RedactedText>,
  judged: Judged,
): readonly Fact[] => {
  const failed = new Set(judged.checks.filter(({ final }) => final === 'failed').map((check) => check.last_event_id));
  const places = facts.runs.filter(({ seen }) => failed.has(seen.event_id)).map(({ seen }) => seen);
  return packages.map((one) => (places.some((seen) => endsIn(one, seen)) ? reopened(one) : one));
};

const endsIn = ({ origin, status, first, completed }: Fact, { index }: Seen): boolean =>
  origin === 'prompt' &&
  status === 'completed' &&
  first !== null &&
  completed !== null &&
  first.index <= index &&
  index <= completed.index;

const reopened = (fact: Fact): Fact => ({ ...fact, status: 'in_progress', completed: null });
