/** How to go back, where commits of the session tell. */
import type { ExecutionContract, RedactedText } from '../../domain/handoff.ts';
import type { SessionFacts } from '../facts.ts';
import { objectIdText, redactedText } from '../redacted-text.ts';

type Rollback = Pick<
  ExecutionContract,
  'rollback_hint' | 'rollback_hint_missing_reason' | 'rollback_hint_undefined_reason'
>;

const NO_COMMIT = 'no commit of the session is seen in its log';

export const rollback = ({ commits: made, untold_commits: untold = 0 }: SessionFacts<RedactedText>): Rollback => {
  // what was amended is in no history any more
  const commits = made.filter((_, at) => made[at + 1]?.amends !== true);
  if (untold > 0) {
    return {
      rollback_hint: redactedText`Revert the session's commits with \`git revert\`, newest first: it may have made ${commits.length + untold}, its log shows ${commits.length} of them.`,
    };
  }
  if (commits.length === 0) {
    return {
      rollback_hint: null,
      rollback_hint_missing_reason: NO_COMMIT,
      rollback_hint_undefined_reason: NO_COMMIT,
    };
  }
  const ids = commits.map(({ id }) => (id === null ? null : objectIdText(id)));
  const [first] = ids;
  const last = ids.at(-1);
  if (first === undefined || first === null || last === undefined || last === null) {
    return {
      rollback_hint: redactedText`Revert the ${commits.length} commit(s) of the session with \`git revert\`, newest first.`,
    };
  }
  if (first === last) return { rollback_hint: redactedText`Revert the session's commit: \`git revert ${first}\`.` };
  return {
    rollback_hint: redactedText`Revert the session's ${commits.length} commits, newest first: from ${last} back to ${first}.`,
  };
};
