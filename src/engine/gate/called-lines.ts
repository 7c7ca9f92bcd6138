import type { SessionPlace } from '../../contract/facts.ts';
import type { RequiredCheck } from '../../domain/policy.ts';
import { type Call, type CalledLine, MANAGERS } from './calls-of-line.ts';

/** Of one check, of which a large project has some hundred for each of its packages. */
const MOST_LINES = 5000;
/** Of all of them together. */
const MOST_CHARACTERS = 1024 * 1024;
/** How many scripts are looked for: names times packages. */
const MOST_LOOKUPS = 200_000;

export interface Callable {
  /** Folders that hold a package.json, for what runs in each of them. */
  readonly packages: readonly string[];
  readonly script: SessionPlace['script'];
  readonly calls: (line: CalledLine) => readonly Call[];
}

/**
 * What a required check comes to by the target branch's own scripts: its command and its setup, and the lines of packages
 * and targets that these call, one by the other (`npm test` → `npm run unit` → `node tools/run.js`). Each script is looked
 * up once, and each line read once, however many call it.
 */
export const calledLines = (
  { command, setup, cwd }: Pick<RequiredCheck, 'command' | 'setup' | 'cwd'>,
  { packages, script, calls }: Callable,
): readonly CalledLine[] => {
  const lines = new Map<string, CalledLine>();
  const asked = new Set<string>();
  let characters = 0;
  const add = (text: string | undefined, dir: string): void => {
    const key = `${dir}\n${text}`;
    if (text === undefined || text === '' || lines.has(key)) return;
    characters += text.length;
    if (lines.size < MOST_LINES && characters <= MOST_CHARACTERS) lines.set(key, { text, cwd: dir });
  };
  const follow = ({ runner, name, args }: Call, dir: string): void => {
    for (const one of MANAGERS.test(runner) ? [name, `pre${name}`, `post${name}`] : [name]) {
      const words = one === name ? args : [];
      const key = [runner, dir, one, ...words].join('\n');
      if (asked.has(key) || asked.size >= MOST_LOOKUPS) continue;
      asked.add(key);
      const text = script(runner, dir, one);
      add(text === undefined ? text : [text, ...words].join(' '), dir);
    }
  };
  add(command, cwd);
  add(setup, cwd);
  // lines that are called are added while they are gone through
  for (const line of lines.values())
    for (const call of calls(line)) for (const dir of call.dir === null ? packages : [call.dir]) follow(call, dir);
  return [...lines.values()];
};
