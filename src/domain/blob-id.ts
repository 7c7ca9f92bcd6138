import { hashOf } from './hash-of.ts';

/** Git's id of a blob with this text (UTF-8): the hash of `blob <bytes>\0` and the bytes. */
export const blobId = (text: string, format: 'sha1' | 'sha256'): Promise<string> => {
  const body = new TextEncoder().encode(text);
  const head = new TextEncoder().encode(`blob ${body.length}\0`);
  const whole = new Uint8Array(head.length + body.length);
  whole.set(head);
  whole.set(body, head.length);
  return hashOf(format, whole);
};
