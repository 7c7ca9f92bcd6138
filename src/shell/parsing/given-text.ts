import type { Elsewhere } from '../command-line.ts';
import type { InnerScript } from './inner-script.ts';
import type { Token } from './tokens.ts';
import { RUNS_NONE } from './wrappers.ts';

type Reader = (words: readonly Token[], program: string) => InnerScript | undefined;

/** The text that a program other than a shell hands to one, here or elsewhere; undefined when it hands on none. */
export const givenText = (program: string, words: readonly Token[]): InnerScript | undefined =>
  READERS.get(program)?.(words, program);

const plain = (text: string, more: Partial<InnerScript> = {}): InnerScript | undefined =>
  text.trim() === '' ? undefined : { text, errexit: false, pipefail: false, ...more };

const joined = (words: readonly Token[]): string => words.map(({ value }) => value).join(' ');

/** The value of one of the options, attached or not, also at the end of a cluster (`-qec TEXT`). */
const valueOf = (words: readonly Token[], letter: string, long: string): string | undefined => {
  for (const [index, { value }] of words.entries()) {
    if (value.startsWith(`${long}=`)) return value.slice(long.length + 1);
    if (value === long || new RegExp(`^-[A-Za-z]*${letter}$`).test(value)) return words[index + 1]?.value;
    if (value === '--') return undefined;
  }
  return undefined;
};

/** Index of the first word that is no option. */
const pastOptions = (words: readonly Token[], values: string): number => {
  let at = 0;
  for (; at < words.length; at++) {
    const value = words[at]?.value ?? '';
    if (value === '--') return at + 1;
    if (!value.startsWith('-')) break;
    if (` ${values} `.includes(` ${value} `)) at++;
  }
  return at;
};

const PLACE: Elsewhere = { is: 'place', name: '' };

/** `ada@box`, `ssh://ada@box:22`: whoever asks, it is the same machine. */
const nameOf = (host: string): string => {
  const name = host.replace(/^ssh:\/\//, '').replace(/^.*@/, '');
  return /^[\w.:-]{1,64}$/.test(name) ? name : '';
};

const SSH_VALUES = '-b -c -D -E -e -F -I -i -J -L -l -m -O -o -p -Q -R -S -W -w -B';

const ssh: Reader = (words) => {
  const at = pastOptions(words, SSH_VALUES);
  const host = words[at];
  const isOther = host !== undefined && !host.open && !THIS_HOST.test(host.value);
  const isForked = words.slice(0, at).some(({ value }) => FORKED.test(value));
  return plain(joined(words.slice(at + 1)), {
    elsewhere: isOther ? { is: 'host', name: nameOf(host.value) } : PLACE,
    ...(isForked ? { mask: 'background' } : {}),
  });
};

/** It ends before the command does: `-f`, also among others that have no value. */
const FORKED = /^-[46AaCGgKkMNnqsTtVvXxYy]*f[46AaCGgKkMNnqsTtVvXxYyf]*$/;

const THIS_HOST = /^(?:.*@)?\[?(?:localhost(?:\..*)?|127\..*|::1|0\.0\.0\.0)\]?$/i;

const wsl: Reader = (words) => {
  const start = pastOptions(words, '-d --distribution -u --user --cd --shell-type');
  const own = words.slice(0, start).some(({ value }) => /^--?(?:l|list|install|shutdown|update|status)\b/.test(value));
  return own ? undefined : plain(joined(words.slice(start)));
};

/** `kubectl exec POD -- CMD`, also of oc and of what runs machines within this one. */
const kubectl: Reader = (words) => {
  const verb = words.findIndex(({ value }) => value === 'exec');
  const start = words.findIndex(({ value }) => value === '--');
  return verb === -1 || start < verb ? undefined : plain(quoted(words.slice(start + 1)), { elsewhere: PLACE });
};

/** Words that no shell reads again. */
const quoted = (words: readonly Token[]): string =>
  words
    .map(({ value, open }) =>
      open || /^[\w./:@=,+-]+$/.test(value) ? value : `'${value.replaceAll("'", String.raw`'\''`)}'`,
    )
    .join(' ');

const byOption =
  (letter: string, long: string): Reader =>
  (words) =>
    plain(valueOf(words, letter, long) ?? '');

/** The text of the first of the options that is there, whatever stands before it. */
const byLongOption =
  (...options: readonly string[]): Reader =>
  (words) => {
    for (const [index, { value }] of words.entries()) {
      if (RUNS_NONE.has(value)) return undefined;
      if (options.includes(value)) return plain(words[index + 1]?.value ?? '');
      const option = options.find((one) => value.startsWith(`${one}=`));
      if (option !== undefined) return plain(value.slice(option.length + 1));
    }
    return undefined;
  };

/** `heroku run -a app -- CMD`: on its machines. */
const heroku: Reader = ([verb, ...words]) => {
  if (verb?.value !== 'run') return undefined;
  const start = pastOptions(words, '-a --app -r --remote -s --size -e --env --type');
  return plain(joined(words.slice(start)), { elsewhere: PLACE });
};

/** `sops exec-env secrets.yaml 'npm test'`. */
const sops: Reader = ([verb, ...words]) => {
  if (verb?.value !== 'exec-env' || words.some(({ value }) => RUNS_NONE.has(value) || value === '-h')) return undefined;
  const own = words.slice(pastOptions(words, '--user'));
  return plain(own[1]?.value ?? '');
};

/** `firebase emulators:exec --only firestore "npm test"`. */
const firebase: Reader = (words) => {
  const at = words.findIndex(({ value }) => value === 'emulators:exec');
  const own = words.slice(at + 1);
  return at === -1
    ? undefined
    : plain(own[pastOptions(own, '--only --project -P --import --inspect-functions')]?.value ?? '');
};

/** Of util-linux: without `-e` it ends with zero. */
const script: Reader = (words) => {
  const returns = words.some(({ value }) => value === '--return' || /^-[a-z]*e[a-z]*$/.test(value));
  return plain(valueOf(words, 'c', '--command') ?? '', returns ? {} : { mask: 'script' });
};

const envSplit: Reader = (words) => {
  const at = words.findIndex(({ value }) => /^(?:-[a-z]*S|--split-string(?:=|$))/.test(value));
  const attached = words[at]?.value.replace(/^(?:-[a-z]*S|--split-string=?)/, '') ?? '';
  const after = words.slice(at + 1);
  const [text, rest] = attached === '' ? [after[0]?.value ?? '', after.slice(1)] : [attached, after];
  return at === -1 ? undefined : plain(`${text} ${quoted(rest)}`);
};

const npmCall: Reader = (words, program) => {
  const own = program === 'npx' ? words : words.slice(1);
  if (program !== 'npx' && !['exec', 'x'].includes(words[0]?.value ?? '')) return undefined;
  const options = own.slice(0, pastOptions(own, '-p --package -w --workspace -c --call'));
  return plain(valueOf(options, 'c', '--call') ?? '');
};

/** They run it again and again, and end when they are stopped. */
const again =
  (values: string, option?: readonly [string, string]): Reader =>
  (words) => {
    const text = option === undefined ? undefined : valueOf(words, ...option);
    return plain(text ?? joined(words.slice(pastOptions(words, values))), { mask: 'watch' });
  };

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['ssh', ssh],
  ['wsl', wsl],
  ['kubectl', kubectl],
  ['oc', kubectl],
  ['lxc', kubectl],
  ['incus', kubectl],
  ['multipass', kubectl],
  ['heroku', heroku],
  ['firebase', firebase],
  ['sops', sops],
  ['nix-shell', byLongOption('--run', '--command')],
  ['doppler', byLongOption('--command')],
  ['infisical', byLongOption('--command')],
  ['su', byOption('c', '--command')],
  ['runuser', byOption('c', '--command')],
  ['flock', byOption('c', '--command')],
  ['script', script],
  ['env', envSplit],
  ['npx', npmCall],
  ['npm', npmCall],
  ['pnpm', npmCall],
  ['watch', again('-n --interval')],
  ['watchexec', again('-w --watch -e --exts -f --filter -i --ignore')],
  ['nodemon', again('', ['x', '--exec'])],
  ['entr', again('')],
]);
