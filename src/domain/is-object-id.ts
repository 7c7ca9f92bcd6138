/** Whether a text is a whole object id of git, sha1 or sha256, in lower-case hexadecimal. */
export const isObjectId = (text: string): boolean => /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
