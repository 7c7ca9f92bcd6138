import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

const MEBIBYTE = 1024 * 1024;
/** Size of the young generation from which on it does not grow. */
const YOUNG = 8 * MEBIBYTE;
/** Bytes read from which on the old generation is collected sooner: in a small heap that would only cost time. */
const LONG = 16 * MEBIBYTE;

/**
 * Keeps V8's heap near the size of what is alive in it while a log streams through: what it returns is to be told of
 * each read, from the first one on, since a heap that has grown stays large. By itself V8 (13.6, on a machine with
 * memory to spare) lets the young generation grow to 64 MiB and needs up to three times that, and lets the old one grow
 * to several times what is alive. Each collection looks at the settings anew; they hold for the whole process.
 */
export const keepHeapSmall = (): ((bytes: number) => void) => {
  let read = 0;
  let isYoungBounded = false;
  return (bytes) => {
    const before = read;
    read += bytes;
    if (before < LONG && read >= LONG) {
      setFlagsFromString('--heap-growing-percent=50');
      // Each thread that collects keeps memory of its own (glibc's arenas): of a young generation so small it saves no time.
      setFlagsFromString('--no-parallel-scavenge');
    }
    if (isYoungBounded || youngBytes() < YOUNG) return;
    isYoungBounded = true;
    setFlagsFromString('--semi-space-growth-factor=1');
  };
};

const youngBytes = (): number =>
  getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space')?.space_size ?? 0;
