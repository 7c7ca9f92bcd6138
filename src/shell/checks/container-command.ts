/** The command that is run inside a container; `detached`: nobody waits for its status. */
export interface ContainerCommand {
  /** Of the container, the service or the image; empty: only this run knows it (an id, a variable). */
  readonly name: string;
  readonly argv: readonly string[];
  readonly detached: boolean;
  /** It reads what the engine is given. */
  readonly attached: boolean;
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
 * program, as in `canonicalWords`; compose passes its input on unless it is told not to, the engines with `-i` alone. Options as of Docker 28 and Compose 2.40.
 */
export const containerCommand = (
  [program = '', ...words]: readonly string[],
  composed: boolean,
): ContainerCommand | null => {
  if (!ENGINES.has(program)) return null;
  const first = pastOptions(words, 0).at;
  const verb = words[first] === 'compose' ? pastOptions(words, first + 1).at : first;
  if (!['run', 'exec'].includes(words[verb] ?? '')) return null;
  const { at, options } = pastOptions(words, verb + 1);
  const argv = words.slice(at + 1);
  if (argv.length === 0 || options.some((option) => option.startsWith('--entrypoint'))) return null;
  const isRefused = options.some((option) => /^--interactive=(?:false|0)$/.test(option));
  return {
    name: nameOf(words[at] ?? ''),
    argv,
    detached: options.some((option) => DETACHED.test(option)),
    attached: !isRefused && (composed || verb !== first || options.some((option) => INTERACTIVE.test(option))),
  };
};

/** Ids are another with each run. */
const nameOf = (word: string): string => (NAME.test(word) && !ID.test(word) ? word : '');
const NAME = /^[A-Za-z0-9][\w.:/-]{0,63}$/;
const ID = /^[0-9a-f]{8,64}$/;

const INTERACTIVE = /^(?:-[itPTqd]*i[itPTqd]*|--interactive(?:=(?:true|1))?)$/;

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
