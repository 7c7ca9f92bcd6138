/** Git's id of a blob with this text (UTF-8): the hash of `blob <bytes>\0` and the bytes. */
export const blobId = async (text: string, format: 'sha1' | 'sha256'): Promise<string> => {
  const body = new TextEncoder().encode(text);
  const head = new TextEncoder().encode(`blob ${body.length}\0`);
  const whole = new Uint8Array(head.length + body.length);
  whole.set(head);
  whole.set(body, head.length);
  const hash = await crypto.subtle.digest(format === 'sha1' ? 'SHA-1' : 'SHA-256', whole);
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
};
