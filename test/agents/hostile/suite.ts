import { describe, expect, test } from 'vitest';
import { attack, flipBytes, millionKeys, replaceValues, rewriteLog, typesOf, unprintable } from './attacks.ts';
import { HARMLESS, STYLES } from './rewrite.ts';
import type { Subject } from './subject.ts';
import { watched } from './watch.ts';

const LONG = 300_000;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** Bytes put in after every so many. */
const salted = (bytes: Buffer, salt: readonly number[]): Buffer => {
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 97) pieces.push(bytes.subarray(at, at + 97), Buffer.from(salt));
  return Buffer.concat(pieces);
};

export const hostileSuite = (subjects: readonly (Subject & { readonly id: string })[]): void => {
  describe.each(subjects)('$id, $shape', (subject) => {
    const under = (run: Parameters<typeof attack>[1]): void => watched(() => attack(subject, run));

    test('10,000 bytes flipped', () => under(flipBytes), LONG);
    test('values replaced by any others', () => under((target) => replaceValues(subject, target)), LONG);
    test.runIf(subject.shape !== 'text')(
      'values that can be no text',
      () => under((target) => unprintable(subject, target)),
      LONG,
    );
    test('a million keys', () => under((target) => millionKeys(subject, target)), LONG);

    test.runIf(subject.shape !== 'text').each(Object.keys(STYLES))('%s', (name) => {
      under((target) => {
        const before = typesOf(target.read('as it was'));
        rewriteLog(subject, target, STYLES[name] ?? {});
        const after = typesOf(target.read(name));
        if (HARMLESS.has(name)) expect(after).toEqual(before);
      });
    });

    test.runIf(subject.shape !== 'store')('a byte order mark and CRLF change nothing', () => {
      under((target) => {
        const before = typesOf(target.read('as it was'));
        target.write(Buffer.concat([BYTE_ORDER_MARK, target.bytes]));
        expect(typesOf(target.read('BOM'))).toEqual(before);
        target.write(target.bytes.toString().replaceAll('\n', '\r\n'));
        expect(typesOf(target.read('CRLF'))).toEqual(before);
      });
    });

    test('NUL bytes and invalid UTF-8', () => {
      under((target) => {
        for (const salt of [[0], [0xff], [0xc3, 0x28], [0xed, 0xa0, 0x80], [0xf0, 0x9f]]) {
          target.write(salted(target.bytes, salt));
          target.read(`salted with ${salt.join(' ')}`);
        }
      });
    });
  });
};
