import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

const MEBIBYTE = 1024 * 1024;
/** Bytes read before anything is changed: shorter logs are over before it would matter. */
const LONG = 64 * MEBIBYTE;
const YOUNG = 8 * MEBIBYTE;

/**
 * Keeps V8's heap near the size of what is alive in it while a long log streams through. By itself V8 (13.6, on a
 * machine with memory to spare) lets the young generation grow to 64 MiB, of which it needs two, and the old one to
 * several times of what is alive. Both settings are looked at by each collection; they hold for the whole process.
 * Returns what is to hear of bytes as they are read.
 */
export const keepHeapSmall = (): ((bytes: number) => void) => {
  let read = 0;
  let step: 'waiting' | 'growing' | 'done' = 'waiting';
  return (bytes) => {
    read += bytes;
    if (read < LONG || step === 'done') return;
    if (step === 'waiting') setFlagsFromString('--heap-growing-percent=50');
    step = youngBytes() < YOUNG ? 'growing' : 'done';
    if (step === 'done') setFlagsFromString('--semi-space-growth-factor=1');
  };
};

const youngBytes = (): number =>
  getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space')?.space_size ?? 0;
