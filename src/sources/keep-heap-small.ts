import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** Bytes of the young generation beyond which it does not grow. */
const YOUNG = 8 * 1024 * 1024;

/**
 * Keeps V8's heap near the size of what is alive in it while a log streams through: what it returns is to be called with
 * each read, from the first one on, since a heap that has grown stays large. By itself V8 (13.6, on a machine with
 * memory to spare) lets the young generation grow to 64 MiB and needs up to three times that, and lets the old one grow
 * to several times what is alive. Each collection looks at both settings anew; they hold for the whole process.
 */
export const keepHeapSmall = (): (() => void) => {
  let step: 'begins' | 'grows' | 'bounded' = 'begins';
  return () => {
    if (step === 'bounded') return;
    if (step === 'begins') setFlagsFromString('--heap-growing-percent=50');
    step = youngBytes() < YOUNG ? 'grows' : 'bounded';
    if (step === 'bounded') setFlagsFromString('--semi-space-growth-factor=1');
  };
};

const youngBytes = (): number =>
  getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space')?.space_size ?? 0;
