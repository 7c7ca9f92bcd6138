import { isAnsweredFor } from '../../domain/answered-for.ts';
import type { JudgedPath } from '../../domain/judgement.ts';
import type { GateRule } from './gate-rule.ts';
import { SIGNING_HINT } from './signing-hint.ts';

export const protectedPathChanged: GateRule = {
  code: 'protected_path_changed',
  description: 'a protected path is changed, and nobody whom the target branch knows signed for it',
  severity: { default: 'warning', strict: 'error' },
  check: ({ paths, artifacts, protected_reverted }) => {
    const trusts = new Map(artifacts.map(({ id, trust }) => [id, trust]));
    // by the very states: an equal patch may lie at another place
    const isSigned = (path: JudgedPath): boolean =>
      path.binding === 'content' && isAnsweredFor(path, (id) => trusts.get(id));
    const unsigned = paths.filter((path) => path.protected && !isSigned(path));
    return [
      ...unsigned.map(({ path }) => ({
        message: `${path} is protected, and changed without a signature`,
        place: { path },
        hint: SIGNING_HINT,
      })),
      ...protected_reverted.map((path) => ({
        message: `${path} is protected; a commit of the change alters it and a later one takes that back`,
        place: { path },
        hint: 'look at each commit, not only at the sum',
      })),
    ];
  },
};
