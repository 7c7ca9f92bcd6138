import type { GateFinding } from '../../domain/gate-report.ts';
import { POLICY_PATH } from '../../domain/policy.ts';

/**
 * The file at which a forge shows a finding: the path that it is about, if that lies in the repository, else the policy,
 * which is what asks. (GitHub takes no result without a file. A claimed path is foreign text: it may point anywhere.)
 */
export const fileOf = ({ place: { path } }: GateFinding): string =>
  path !== undefined && isInside(path) ? path.toWellFormed() : POLICY_PATH;

const isInside = (path: string): boolean =>
  path !== '' &&
  !/^[A-Za-z]:|[\\\p{Cc}]/u.test(path) &&
  path.split('/').every((segment) => segment !== '' && segment !== '.' && segment !== '..');
