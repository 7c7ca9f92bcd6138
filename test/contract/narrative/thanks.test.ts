import { expect, test } from 'vitest';
import { isThanks } from '../../../src/contract/narrative/thanks.ts';

test.each([
  'Works now, thanks!',
  'thanks a lot',
  'Perfect, thank you very much.',
  'It works. Great!',
  'Danke, funktioniert jetzt',
  'Merci, ça marche !',
  'Gracias!',
  '감사합니다!',
  '谢谢！',
  'ありがとうございます。',
])('thanks alone: %s', (text) => expect(isThanks(text)).toBe(true));

test.each([
  'Thanks, now push it',
  'Works now, thanks! Also fix the docs',
  'Great',
  'ok',
  'yes, perfect',
  'thanks, but the build fails',
  'Does it work now?',
  'It works?',
  'Thank you page: make it blue',
  '',
])('asks, agrees or says more: %s', (text) => expect(isThanks(text)).toBe(false));
