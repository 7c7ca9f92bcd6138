import type { InnerScript } from './inner-script.ts';
import type { Token } from './tokens.ts';

/**
 * Programs that run several scripts, side by side or one after the other, and end with zero when all of them did:
 * `concurrently "npm test" "npm:lint"`, `npm-run-all -p test lint`, `run-s build test`. As good as a chain of them.
 */
export const severalScripts = (program: string, words: readonly Token[]): InnerScript | undefined => {
  const values = VALUES.get(program);
  if (values === undefined) return undefined;
  const commands: string[] = [];
  let mask: string | undefined;
  for (let index = 0; index < words.length; index++) {
    const { value } = words[index] ?? { value: '' };
    if (value === '--') break;
    if (!value.startsWith('-')) commands.push(program === 'concurrently' ? ofPackage(value) : `npm run ${value}`);
    else if (FIRST.test(value)) mask = `${program} ${value}`;
    if (/^(?:-s|--success)$/.test(value) && program === 'concurrently') mask = `${program} ${value}`;
    if (values.includes(value)) index++;
  }
  if (commands.length === 0) return undefined;
  const text = commands.join(' && ');
  return { text, errexit: false, pipefail: false, ...(mask === undefined ? {} : { mask }) };
};

const RUN_ALL = ['--max-parallel', '--npm-path'];

/** Options whose value is the next word. */
const VALUES: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'concurrently',
    '-n --names -c --prefix-colors -p --prefix -m --max-processes -s --success -l --prefix-length'.split(' '),
  ],
  ['npm-run-all', RUN_ALL],
  ['npm-run-all2', RUN_ALL],
  ['run-p', RUN_ALL],
  ['run-s', RUN_ALL],
]);

/** With these the first that ends decides. */
const FIRST = /^(?:--race|-r|--success=.*)$/;

/** `npm:lint` is `npm run lint`; a text of several commands stays one. */
const ofPackage = (text: string): string => {
  const [, manager, name] = /^(npm|pnpm|yarn|bun|node):(\S+)$/.exec(text) ?? [];
  if (manager !== undefined && name !== undefined)
    return manager === 'node' ? `node --run ${name}` : `${manager} run ${name}`;
  return /[;&|]/.test(text) ? `( ${text} )` : text;
};
