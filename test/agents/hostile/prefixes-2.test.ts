import { test } from 'vitest';
import { readPrefixes } from './prefixes.ts';
import { share } from './subject.ts';
import { watched } from './watch.ts';

test.each(share(1, 2))(
  '$id, $shape: every prefix of 200 KB',
  (subject) => watched(() => readPrefixes(subject)),
  300_000,
);
