import { type ErrorCode, OpenSessionError } from '../domain/errors.ts';
import { stripAddresses } from './strip-credentials.ts';
import { type Finished, commandOf } from './spawn-git.ts';

interface Kind {
  readonly code: ErrorCode;
  readonly sign: RegExp;
  readonly says?: string;
  readonly hint?: string;
}

/** By what git writes in the C locale (2.39); the first that fits. */
const KINDS: readonly Kind[] = [
  {
    code: 'not_a_repository',
    sign: /detected dubious ownership in repository at/,
    says: 'git refuses this repository because it belongs to another user',
    hint: 'if you trust it: git config --global --add safe.directory <its directory>',
  },
  {
    code: 'not_a_repository',
    sign: /cannot use bare repository|safe\.bareRepository/,
    says: 'git refuses this bare repository (safe.bareRepository)',
    hint: 'run the command from a clone with a working tree',
  },
  {
    code: 'not_a_repository',
    sign: /not a git repository|Invalid path .*\.git|unknown repository extension/,
    hint: 'run it inside a repository, or make one: git init',
  },
  {
    code: 'no_space',
    sign: /No space left on device|Out of diskspace|Disk quota exceeded|File too large/,
    says: 'no space is left for git to write',
    hint: 'free some space and run it again: nothing was lost',
  },
  {
    code: 'read_only',
    sign: /Read-only file system|insufficient permission for adding an object|Permission denied|unable to create temporary file(?!: No such file)/,
    says: 'the repository cannot be written',
    hint: 'see that you may write in its .git directory',
  },
  {
    code: 'ref_locked',
    // of the second none but who holds packed-refs.lock is the maker: one that is killed leaves it too
    sign: /Unable to create '[^']*\.lock': File exists|unable to create file .*packed-refs\.new: File exists/,
    hint: 'another git holds the ref; if none runs any more, remove the file that is named',
  },
  {
    code: 'ref_conflict',
    sign: /'[^']*' exists; cannot create/,
    hint: 'a ref with a longer or shorter name is in the way: rename that one, or choose another id',
  },
  {
    code: 'artifact_corrupt',
    sign: /unable to resolve reference '[^']*': reference broken/,
    says: 'the ref is there and holds no object id',
    hint: 'remove the file that is named so in the .git directory, if nobody needs it',
  },
  {
    code: 'ref_conflict',
    sign: /is at [0-9a-f]+ but expected|reference already exists|unable to resolve reference|reference is missing but expected/,
    hint: 'read it again: the ref was moved by somebody else',
  },
];

/** What a failed git command means; no address in it holds a secret. @param args as given to the wrapper, which names the subcommand */
export const toGitError = (args: readonly string[], cwd: string, result: Finished): OpenSessionError => {
  const stderr = stripAddresses(result.stderr);
  const told = firstLine(stderr, result.signal);
  const kind = result.signal === 'SIGXFSZ' ? KINDS.find(isNoSpace) : KINDS.find(({ sign }) => sign.test(result.stderr));
  const cause = new Error(`${commandOf(args)} ended with ${result.signal ?? result.code} in ${cwd}: ${stderr}`);
  if (kind !== undefined) {
    const message = kind.says === undefined ? told : `${kind.says}: ${told}`;
    return new OpenSessionError(kind.code, message, { cause, ...(kind.hint === undefined ? {} : { hint: kind.hint }) });
  }
  return new OpenSessionError('git_failed', `${commandOf(args)} failed: ${told}`, { cause });
};

const isNoSpace = (kind: Kind): boolean => kind.code === 'no_space';

/** The line that says most: the first fatal or error, else the first of all. One that a signal ended may have said nothing. */
const firstLine = (stderr: string, signal: string | null): string => {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  const line = lines.find((line) => /^(?:fatal|error): /.test(line)) ?? lines[0];
  const said = line?.replace(/^(?:fatal|error): /, '').slice(0, 500);
  if (signal === null) return said ?? 'no message';
  return said === undefined ? `it was ended by ${signal}` : `${said} (it was ended by ${signal})`;
};
