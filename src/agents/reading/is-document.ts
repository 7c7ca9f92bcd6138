/** Whether a log is one JSON document, and no lines of JSON, by its name: agents that have had both name them so. */
export const isDocument = (path: string): boolean => /\.json(?:\.gz|\.zst)?$/.test(path);
