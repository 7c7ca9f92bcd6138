/** Bytes of a value's compact JSON in UTF-8. */
export const jsonSize = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length;
