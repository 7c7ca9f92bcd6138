/** The contract of a kind of project: whether it is there, and which checks it has. One file each, listed in propose-policy.ts. */
import type { RequiredCheck } from '../../domain/policy.ts';

/** What is looked at; paths are from the root of the repository. */
export interface RepositoryLook {
  readonly has: (file: string) => boolean;
  /** Of a file; undefined: there is none. */
  readonly text: (file: string) => string | undefined;
  /** Whether a runner (`npm`, `make`) has a script or target in a directory, `.` for the root. */
  readonly script: (runner: string, dir: string, name: string) => boolean;
  /** Directories below the root with a package.json that git tracks or would. */
  readonly packages: readonly string[];
}

export interface Kind {
  readonly isHere: (look: RepositoryLook) => boolean;
  readonly checks: (look: RepositoryLook) => readonly RequiredCheck[];
}

export const check = (
  name: string,
  command: string,
  rest: Pick<RequiredCheck, 'definition'> & Partial<RequiredCheck>,
): RequiredCheck => ({
  name,
  command,
  cwd: '.',
  rerun: true,
  setup: '',
  network: false,
  timeout_seconds: 600,
  ...rest,
});
