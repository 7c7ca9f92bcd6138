import { expect, test } from 'vitest';
import { openProgress } from '../../src/cli/progress.ts';

const MEBIBYTE = 1_048_576;

test('is silent for a second, then tells how much was read, and is gone at the end', async () => {
  const shown: string[] = [];
  let now = 0;
  const progress = openProgress({ progress: (text) => shown.push(text) }, () => now);
  const value = await progress.during('reading', async () => {
    for (now = 0; now < 1500; now += 100) progress.read(MEBIBYTE);
    return 'value';
  });
  expect(value).toBe('value');
  expect(shown).toEqual(['reading … 11 MiB', 'reading … 13 MiB', 'reading … 15 MiB', '']);
});

test('says nothing of what is quick, or outside of a task', async () => {
  const shown: string[] = [];
  const progress = openProgress({ progress: (text) => shown.push(text) }, () => 0);
  progress.read(MEBIBYTE);
  await expect(progress.during('reading', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  progress.read(MEBIBYTE);
  expect(shown).toEqual([]);
});
