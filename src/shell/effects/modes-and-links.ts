import type { SimpleCommand } from '../command-line.ts';
import type { FileEffect, SweepEffect } from './file-effect.ts';
import { isRooted } from '../parsing/directories.ts';
import { has, located, locatedAll, operandsOf } from './operands.ts';
import { sweepsOf } from './patterns.ts';
import { transfers } from './transfers.ts';
import { unnamedBy, unnamedOperands } from './unnamed.ts';

/** `chmod +x f`: git keeps whether a file can be run. Of a whole directory the trees tell which files changed. */
export const modeChanges = (command: SimpleCommand): readonly FileEffect[] => {
  const { argv } = command;
  const isDeep = argv.some((word) => /^(?:-[cfv]*R[cfv]*$|--re)/.test(word));
  // `-x` takes a mode away, and is no option
  const at = argv.findIndex((word, index) => index > 0 && !/^(?:-[cfvR]+$|--)/.test(word));
  if (at === -1) return isDeep ? [unnamedBy(command)] : [];
  const operands = operandsOf(command, at + 1);
  const mode = command.open.includes(at) ? '?' : modeOf(argv[at] ?? '');
  const how = mode === undefined ? undefined : ({ deep: isDeep, kept: true, mode } as const);
  const swept = how === undefined ? [] : sweepsOf(command, operands.opens, how);
  const named = locatedAll(command, operands.words);
  if (!isDeep)
    return [
      ...named.map((path): FileEffect => ({ action: 'edit', path, mode: true })),
      ...unnamedOperands(command, operands),
      ...swept,
    ];
  const folders = how === undefined ? [] : named.map((path): FileEffect => ({ ...how, action: 'sweep', path }));
  return [unnamedBy(command), ...folders, ...swept];
};

/** What it makes of whether the owner can run a file, which is all that git keeps; undefined: it leaves that. */
const modeOf = (word: string): SweepEffect['mode'] => {
  if (LEAVES.test(word)) return undefined;
  const [, sign] = /^(?:[go]*[ua][ugoa]*)?([-+])[rwx]*x[rwx]*$/.exec(word) ?? [];
  if (sign !== undefined) return sign === '+' ? '+x' : '-x';
  const [, owner] = /^0*[0-7]?([0-7])[0-7]{2}$/.exec(word) ?? [];
  return owner === undefined ? '?' : Number(owner) % 2 === 1 ? '+x' : '-x';
};

/** What others may do with it, or reading and writing. */
const LEAVES = /^(?:[go]+[-+=][rwxXst]*|[ugoa]*[-+][rwst]+)$/;

/** `ln -s target link`: what is there afterwards, wherever it leads. */
export const links = (command: SimpleCommand): readonly FileEffect[] => {
  const operands = operandsOf(command, 1, ['-t', '--target-directory', '-S', '--suffix']);
  const soft = has(operands, 's', '--symbolic') ? ({ soft: true } as const) : {};
  const isAlone = operands.words.length === 1 && operands.values.size === 0;
  const named = isAlone && !has(operands, 'T') ? { ...operands, words: [...operands.words, './'] } : operands;
  const made = transfers(command, named, { action: 'copy', dir: false, fresh: false }).flatMap((effect): FileEffect[] =>
    effect.action === 'copy' ? [{ ...written(effect.to, linkedTo(effect.from, effect.to)), ...soft }] : [effect],
  );
  const [from, to] = operands.words;
  // of a target that only the shell could tell the link itself has a name
  const place = from === null && operands.words.length === 2 ? located(command, to ?? null) : undefined;
  return place === undefined ? made : [...made, { ...written(place, null), ...soft }];
};

const written = (path: string, link: string | null): Extract<FileEffect, { action: 'write' }> => ({
  action: 'write',
  path,
  append: false,
  redirected: false,
  link,
});

/** What a link that lies elsewhere says without a root is meant from there. */
const linkedTo = (from: string, to: string): string | null => (isRooted(from) || !isRooted(to) ? from : null);
