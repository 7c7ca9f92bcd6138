import { logHint } from './git-hint.ts';
import type { GateRule } from './gate-rule.ts';
import { signingHint } from './signing-hint.ts';

export const protectedPathChanged: GateRule = {
  code: 'protected_path_changed',
  description: 'a protected path is changed, and nobody whom the target branch knows signed for it',
  severity: { default: 'warning', strict: 'error' },
  check: ({ paths, protected_reverted, subject }) => {
    const unsigned = paths.filter((path) => path.protected && path.signed.length === 0);
    return [
      ...unsigned.map(({ path }) => ({
        message: `${path} is protected, and changed without a signature`,
        place: { path },
        hint: signingHint(),
      })),
      ...protected_reverted.map((path) => ({
        message: `${path} is protected; a commit of the change alters it and a later one takes that back`,
        place: { path },
        hint: logHint(subject, path),
      })),
    ];
  },
};
