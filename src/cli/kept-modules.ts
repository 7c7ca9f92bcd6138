/**
 * The modules of the bundle, with what V8 made of them when they ran before. Node's own cache is made of a module before
 * it runs, and so lacks each function that V8 compiles when it is first called: nearly all.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { cachedDataVersionTag, setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';
import { crc32 } from 'node:zlib';

interface Loaded {
  readonly module: { exports: unknown };
  readonly script: Script;
  /** CRC-32 of the source. */
  readonly sum: number;
  /** Where what V8 makes of it belongs, which is told by V8's version and flags as it was loaded. */
  readonly place: string;
}

/**
 * Loads a CommonJS module and those that it asks for. What V8 made of them is left in the folder as this process ends,
 * where that of any was not there, or that of the first is a day old: by then others may be the functions that are called.
 */
export const loadKept = (folder: string, main: string): unknown => {
  setFlagsFromString('--no-flush-bytecode'); // a long run would lose, and so not keep, what only its start called
  const loaded = new Map<string, Loaded>();
  let isNew = isOld(join(placeIn(folder), basename(main)));
  const load = (file: string): unknown => {
    const known = loaded.get(file);
    if (known !== undefined) return known.module.exports;
    const place = join(placeIn(folder), basename(file));
    const source = readFileSync(file);
    const sum = crc32(source);
    const cachedData = kept(place, sum);
    const script = new Script(`${HEAD}${source.toString('utf8')}\n})`, {
      filename: file,
      columnOffset: -HEAD.length,
      ...(cachedData === undefined ? {} : { cachedData }),
    });
    isNew ||= cachedData === undefined || script.cachedDataRejected === true;
    const module = { exports: {} };
    loaded.set(file, { module, script, sum, place });
    const beside = dirname(file);
    const require = (id: string): unknown =>
      id.startsWith('.') ? load(join(beside, id)) : process.getBuiltinModule(id);
    (script.runInThisContext() as Run)(module.exports, require, module, file, beside);
    return module.exports;
  };
  process.once('exit', () => {
    if (isNew) keepAll(folder, [...loaded.values()]);
  });
  return load(main);
};

type Run = (...given: readonly unknown[]) => void;

const HEAD = '(function (exports, require, module, __filename, __dirname) {';

const placeIn = (folder: string): string =>
  join(folder, `${process.version}-${process.arch}-${cachedDataVersionTag().toString(16)}`);

const DAY_MS = 24 * 60 * 60 * 1000;

const isOld = (path: string): boolean =>
  Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) > DAY_MS;

const CHECK_BYTES = 4;

/** V8 itself asks for the length of the source alone, and believes what is kept whatever became of it. */
const kept = (place: string, sum: number): Buffer | undefined => {
  try {
    const bytes = readFileSync(place);
    const data = bytes.subarray(0, -CHECK_BYTES);
    return bytes.readUInt32LE(data.length) === crc32(data, sum) ? data : undefined;
  } catch {
    return undefined; // not there, or too short
  }
};

/** Each under the flags that it was loaded under: those of now, and those before each that was set since. */
const keepAll = (folder: string, loaded: readonly Loaded[]): void => {
  const left = Map.groupBy(loaded, ({ place }) => dirname(place));
  const keepThese = (): void => {
    const place = placeIn(folder);
    for (const one of left.get(place) ?? []) keep(one);
    left.delete(place);
  };
  try {
    keepThese();
    for (const flag of FLAGS_BEFORE) {
      setFlagsFromString(flag);
      keepThese();
    }
  } catch {
    // a folder that cannot be written or is gone, a full disk: the next process compiles again
  }
};

/** Takes back what sources/keep-heap-small.ts sets, the last first: V8 takes what was made under the very flags alone. */
const FLAGS_BEFORE = [
  '--no-expose-gc',
  '--parallel-scavenge',
  '--heap-growing-percent=0',
  '--semi-space-growth-factor=2',
];

/** In one step: several processes may end at once. */
const keep = ({ script, sum, place }: Loaded): void => {
  const data = script.createCachedData();
  const check = Buffer.alloc(CHECK_BYTES);
  check.writeUInt32LE(crc32(data, sum));
  makeFolder(dirname(place));
  const written = `${place}.${process.pid}`;
  try {
    writeFileSync(written, Buffer.concat([data, check]));
    renameSync(written, place);
  } catch (error) {
    rmSync(written, { force: true });
    throw error;
  }
};

/** Not those above it: an installation may have been taken away while it ran. */
const makeFolder = (path: string): void => {
  if (!existsSync(path)) mkdirSync(path);
};
