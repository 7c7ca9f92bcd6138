import type { CheckRun, RedactedText } from './handoff.ts';

/** Where checks ran, by their ids, as in their runs. Those of the root are left out. */
export const checkDirectories = (runs: readonly CheckRun[]): ReadonlyMap<string, RedactedText> =>
  new Map(runs.flatMap(({ check_id, cwd }) => (cwd === '.' ? [] : [[check_id, cwd]])));

/** The directory that is told beside a command; null where it is not known, undefined where the command says it all. */
export const directoryBeside = ({
  command,
  cwd,
}: {
  readonly command: string;
  readonly cwd: RedactedText;
}): RedactedText | null | undefined => {
  if (cwd === '.') return undefined;
  if (cwd.startsWith('?')) return CONTAINED.test(command) ? undefined : null;
  const named = [...command.matchAll(DIRECTORY_OPTION)].map(([, , plain = '']) => plain.replace(/^\.\/|\/$/g, ''));
  const isSaid = named.some((word) => word === cwd || (word.startsWith('/') && word.endsWith(`/${cwd}`)));
  return isSaid ? undefined : cwd;
};

/** It says itself that it runs in a container. */
const CONTAINED = /^(?:docker|podman|nerdctl|docker-compose)\s/;

/** `make -C web test`, `npm --prefix=web test`, `ctest --test-dir build`. */
const DIRECTORY_OPTION =
  /(?:^|\s)-(?:C|chdir|-(?:prefix|dir|directory|cwd|test-dir|working-dir(?:ectory)?|project-dir|package-path|chdir))[ =]?(["']?)([^\s"']+)\1(?=\s|$)/g;
