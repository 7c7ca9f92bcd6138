/** Temporary directories that this process made and has not removed yet. */
export const livingScratch = new Set<string>();
