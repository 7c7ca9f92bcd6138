import type { MergedHandoff } from '../domain/handoff.ts';
import { sortedJson } from '../domain/sorted-json.ts';

/** `--merged`: several sessions as one pretty JSON object; no newline at the end. */
export const formatMerged = (merged: MergedHandoff): string => sortedJson(merged, 2);
