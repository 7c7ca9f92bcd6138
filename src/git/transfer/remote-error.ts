import { type ErrorCode, OpenSessionError } from '../../domain/errors.ts';
import { shellWord } from '../../domain/shell-word.ts';
import { stripCredentials } from '../strip-credentials.ts';

/** By what git, curl and ssh write in the C locale; the first that fits. */
const KINDS: readonly {
  readonly code: ErrorCode;
  readonly sign: RegExp;
  readonly hint: string | ((ask: string) => string);
}[] = [
  {
    code: 'remote_rejected',
    sign: /mismatched algorithms|does not support the object format|the receiving end does not support this repository's hash algorithm/,
    hint: 'its objects are named by another hash (sha1, sha256) than those here: only a remote of the same format can receive them',
  },
  {
    // it was not asked for anything
    code: 'remote_unreachable',
    sign: /Host key verification failed/,
    hint: 'ssh does not take the key of that host: compare it with what the host publishes, and add it to ~/.ssh/known_hosts',
  },
  {
    code: 'remote_denied',
    sign: /Authentication failed|could not read (?:Username|Password)|terminal prompts disabled|Permission denied \(|error: 40[13]\b|HTTP 40[13]\b/,
    hint: (ask) => `nobody is asked for a password here: see that this works without a question: ${ask}`,
  },
  {
    code: 'remote_broke_off',
    sign: /Connection (?:reset|closed)|hung up unexpectedly|early EOF|RPC failed|unexpected disconnect|Broken pipe|Operation too slow|Recv failure|Empty reply|HTTP 413|error: 5\d\d\b/,
    hint: 'run it again: what was not sent goes with the next push',
  },
  {
    code: 'remote_unreachable',
    sign: /Could not resolve|Connection (?:refused|timed out)|Failed to connect|Couldn't connect|unable to access|Network is unreachable|No route to host/,
    hint: (ask) => `what was not sent goes with the next push; see whether this works: ${ask}`,
  },
  {
    code: 'remote_unreachable',
    sign: /does not appear to be a git repository|Could not read from remote repository|[Rr]epository (?:'[^']*' )?not found|HTTP 404|not found: did you run|is this a git repository\?/,
    hint: 'see that the address of the remote is right: git remote -v',
  },
];

/** What a git that failed to talk to the remote at an address means; other errors as they are. */
export const toRemoteError = (error: unknown, address: string): unknown => {
  if (!(error instanceof OpenSessionError) || !GENERAL.has(error.code)) return error;
  const told = toldBy(error);
  if (OURS.test(told)) return error;
  const kind = KINDS.find(({ sign }) => sign.test(told));
  if (kind === undefined) return error;
  const shown = stripCredentials(address);
  const ask = shown === null ? 'git ls-remote' : `git ls-remote ${shellWord(shown)}`;
  const hint = typeof kind.hint === 'string' ? kind.hint : kind.hint(ask);
  return new OpenSessionError(kind.code, withReason(error), { hint, cause: error });
};

/** That nothing can be read git says last; why, ssh or the host says on a line before. */
const withReason = ({ message, cause }: OpenSessionError): string => {
  if (!NO_READ.test(message) || !(cause instanceof Error)) return message;
  const before = cause.message.slice(0, cause.message.search(NO_READ)).split('\n').slice(0, -1);
  const line = before
    .findLast((one) => one.trim() !== '')
    ?.replace(/^git \S+ ended with \S+ in [^\n]*?: /, '')
    .trim();
  return line === undefined || line === '' ? message : `${message.replace(/\.$/, '')}: ${line.slice(0, 200)}`;
};

const NO_READ = /Could not read from remote repository/;

const toldBy = ({ message, cause }: Error): string => `${message}\n${cause instanceof Error ? cause.message : ''}`;

/** Whether a remote said that there is no such repository, or none for whoever asks: asked again it says the same. */
export const isAway = (error: unknown): boolean =>
  error instanceof OpenSessionError &&
  (error.code === 'remote_denied' || (error.code === 'remote_unreachable' && GONE.test(toldBy(error))));

const GONE = /does not appear to be a git repository|[Rr]epository (?:'[^']*' )?not found|HTTP 404/;

/** What came was judged here, or is not there: the connection stood, though git may say that it broke off after that. */
const OURS = /fsck error|find remote ref|bad object|unable to read/;

/** Codes that the wrapper gives by signs which mean something else where another machine speaks. */
const GENERAL: ReadonlySet<ErrorCode> = new Set(['git_failed', 'not_a_repository', 'read_only']);
