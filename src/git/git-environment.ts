/**
 * Choices of the user, not of a hook: which configuration files hold for them and where discovery stops. Everything else
 * named GIT_* (what `git rev-parse --local-env-vars` lists, traces, askpass …) may be about another repository.
 */
const KEPT: ReadonlySet<string> = new Set([
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_SYSTEM',
  'GIT_CONFIG_NOSYSTEM',
  'GIT_CEILING_DIRECTORIES',
]);

const ADDED = {
  LC_ALL: 'C',
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_REPLACE_OBJECTS: '1',
  // What replaced commits before that: where it cuts a history off, all below it would be let go. No such file is an empty one.
  GIT_GRAFT_FILE: '/dev/null/none',
  GIT_LITERAL_PATHSPECS: '1',
  GIT_PAGER: 'cat',
  // A partial clone would fetch a missing object: no transport is allowed, for versions before 2.44 that lack the first.
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: 'none',
  // Windows: a program named git in the working directory is not the one to run.
  NoDefaultCurrentDirectoryInExePath: '1',
} as const;

/** The variables that every git child gets. */
export const gitEnvironment = (env: { readonly [name: string]: string | undefined }): { [name: string]: string } => {
  const kept: { [name: string]: string } = {};
  for (const [name, value] of Object.entries(env)) {
    const foreign = name.toUpperCase().startsWith('GIT_') && !KEPT.has(name);
    if (value !== undefined && !foreign) kept[name] = value;
  }
  return { ...kept, ...ADDED };
};
