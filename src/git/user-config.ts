import type { Git } from './git.ts';

export interface ConfigEntry {
  /** `system`, `global`, `local`, `worktree` or `command`; an included file has that of the file which includes it. */
  readonly scope: string;
  /** As git prints it: section and name in lower case, the subsection as written. */
  readonly key: string;
  /** null: a key without a value, which git takes for true. */
  readonly value: string | null;
}

/** All settings that hold in a directory, in the order in which later ones win. @throws git_failed */
export const readConfig = async (git: Git, cwd: string): Promise<readonly ConfigEntry[]> => {
  const { stdout } = await git.run(['config', '--list', '--includes', '--show-scope', '-z'], { cwd });
  const fields = stdout.toString('utf8').split('\0');
  const entries: ConfigEntry[] = [];
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const scope = fields[at] ?? '';
    const entry = fields[at + 1] ?? '';
    const end = entry.indexOf('\n');
    entries.push(
      end < 0 ? { scope, key: entry, value: null } : { scope, key: entry.slice(0, end), value: entry.slice(end + 1) },
    );
  }
  return entries;
};

/**
 * The user's own settings: those of the machine and of the person, never those that lie in a repository. Files that the
 * person's configuration includes are the person's too, also where the repository's place decides about it
 * (`includeIf "gitdir:~/clients/"`): what is done for clients is signed with the key for clients.
 */
export const ownSettings = (entries: readonly ConfigEntry[]): readonly ConfigEntry[] =>
  entries.filter(({ scope }) => scope === 'system' || scope === 'global');

/** The last value of a key. undefined: not set. */
export const settingOf = (entries: readonly ConfigEntry[], key: string): string | null | undefined =>
  entries.findLast((entry) => entry.key === key)?.value;

/** Git's booleans: `yes`, `on`, `true`, a number that is not 0, and a key without a value. */
export const isTrue = (value: string | null | undefined): boolean =>
  value === null || (value !== undefined && (/^(?:true|yes|on)$/i.test(value) || /^[+-]?0*[1-9]\d*$/.test(value)));
