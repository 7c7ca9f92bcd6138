/** A slice keeps the whole string that it was cut from alive; its copy does not. */
export const copied = (text: string): string => new TextDecoder().decode(new TextEncoder().encode(text));
