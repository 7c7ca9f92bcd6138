import { getHeapSpaceStatistics, getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const MEBIBYTE = 1024 * 1024;
/** Size of the young generation from which on it does not grow. */
const YOUNG = 8 * MEBIBYTE;
/** Bytes read from which on the old generation is collected sooner: in a small heap that would only cost time. */
const LONG = 16 * MEBIBYTE;
/** Bytes of heap that are left to V8. */
const LEFT_ALONE = 64 * MEBIBYTE;
/**
 * Bytes read from which on a larger heap is collected at once, each LONG bytes: of less that would only cost time. Of 64
 * MiB on a log of 1 GB takes 190 MiB, and one of 50 MB that is read twice (Gemini CLI, Qwen Code) a quarter longer.
 */
const VERY_LONG = 112 * MEBIBYTE;

/** All that was read into this thread's heap, by whatever reads: it is one. */
let read = 0;
let isYoungBounded = false;
let bound = LEFT_ALONE;

/**
 * Keeps V8's heap near the size of what is alive in it while a log streams through: it is to be told of each read, from
 * the first one on, since a heap that has grown stays large. By itself V8 (13.6, on a machine with memory to spare) lets
 * the young generation grow to 64 MiB and needs up to three times that, and lets the old one grow to several times what
 * is alive. Each collection looks at the settings anew; they hold for the whole process. Of a log of 1 GB the whole
 * process then needs 205 to 225 MiB instead of 225 to 260.
 */
export const keepHeapSmall = (bytes: number): void => {
  const before = read;
  read += bytes;
  if (read > VERY_LONG && read % LONG < bytes && getHeapStatistics().total_heap_size > bound)
    bound = Math.max(LEFT_ALONE, 2 * collectGarbage());
  if (before < LONG && read >= LONG) {
    setFlagsFromString('--heap-growing-percent=50');
    // Each thread that collects keeps memory of its own (glibc's arenas): of a young generation so small it saves no time.
    setFlagsFromString('--no-parallel-scavenge');
  }
  if (isYoungBounded || youngBytes() < YOUNG) return;
  isYoungBounded = true;
  setFlagsFromString('--semi-space-growth-factor=1');
};

/** Bytes of a line that leaves enough behind to be counted, and of lines whose garbage is left to V8. */
const LARGE = MEBIBYTE;
const LEFT_BEHIND = 4 * MEBIBYTE;
let leftBehind = 0;

/** To be told of each line before it is decoded: of large ones, what those before left behind goes first. */
export const clearFor = (bytes: number): void => {
  if (bytes < LARGE) return;
  leftBehind += bytes;
  if (leftBehind < LEFT_BEHIND) return;
  leftBehind = 0;
  collectGarbage();
};

/**
 * Collects all garbage now and returns the bytes of heap that are then in use: 20 to 50 ms for 30 MiB. V8 itself does it
 * beside us, and what is read meanwhile grows the heap.
 */
export const collectGarbage = (): number => {
  garbageCollector ??= exposed();
  // V8 holds the text in which a pattern was found last (RegExp.input)
  /\s*/u.test('');
  garbageCollector();
  return getHeapStatistics().used_heap_size;
};

let garbageCollector: (() => void) | undefined;

/** Node has no function for it but V8's own, which a context has that is made after it was asked for. */
const exposed = (): (() => void) => {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
};

const youngBytes = (): number =>
  getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space')?.space_size ?? 0;
