/** The command that is run inside a container; `detached`: nobody waits for its status. */
export interface ContainerCommand {
  readonly argv: readonly string[];
  readonly detached: boolean;
}

const ENGINES: ReadonlySet<string> = new Set(['docker', 'podman', 'nerdctl']);

/** Options of docker, podman and compose whose value is the next word. */
const VALUES: ReadonlySet<string> = new Set(
  (
    '-v --volume -e --env -p --publish --name --network --net -w --workdir -u --user --env-file --mount --platform -m ' +
    '--memory --cpus -h --hostname --add-host -l --label --gpus --shm-size --tmpfs --ulimit --cap-add --cap-drop ' +
    '--security-opt -a --attach --pull --link --dns --device --index --detach-keys -f --file --project-name --profile ' +
    '--project-directory -H --host --context --log-level --cpuset-cpus --pid --ipc --userns --restart'
  ).split(' '),
);

/**
 * `docker exec -it NAME CMD`, `docker run --rm IMAGE CMD`, `docker compose run SERVICE CMD`, and the same of podman: they
 * end with the status of CMD. Null when there is none, or when another program is put before it. `words` begin with the
 * program, as in `canonicalWords`. Options as of Docker 28 and Compose 2.40.
 */
export const containerCommand = ([program = '', ...words]: readonly string[]): ContainerCommand | null => {
  if (!ENGINES.has(program)) return null;
  const first = pastOptions(words, 0).at;
  const verb = words[first] === 'compose' ? pastOptions(words, first + 1).at : first;
  if (!['run', 'exec'].includes(words[verb] ?? '')) return null;
  const { at, options } = pastOptions(words, verb + 1);
  const argv = words.slice(at + 1);
  if (argv.length === 0 || options.some((option) => option.startsWith('--entrypoint'))) return null;
  return { argv, detached: options.some((option) => DETACHED.test(option)) };
};

/** `-d`, also among others that have no value: `-dit`. */
const DETACHED = /^(?:-[itPTqd]*d[itPTqd]*|--detach(?:=true)?)$/;

/** Index of the first word from there on that is no option, and the options before it. */
const pastOptions = (
  words: readonly string[],
  from: number,
): { readonly at: number; readonly options: readonly string[] } => {
  const options: string[] = [];
  let at = from;
  for (; at < words.length; at++) {
    const word = words[at] ?? '';
    if (!word.startsWith('-') || word === '-') break;
    options.push(word);
    if (VALUES.has(word)) at++;
  }
  return { at, options };
};
