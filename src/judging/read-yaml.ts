import { parse } from 'yaml';

/** A broken file says nothing. */
export const readYaml = (text: string): unknown => {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
};
