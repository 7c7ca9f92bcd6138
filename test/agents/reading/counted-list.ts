import type { LogList } from '../../../src/agents/log-reader.ts';

/** Messages of a person with these contents, and how often any content was asked for. */
export const countedList = (contents: readonly unknown[]): { readonly list: LogList; readonly asked: () => number } => {
  let asked = 0;
  const messages = contents.map((content) => ({
    role: 'user',
    get content() {
      asked++;
      return content;
    },
  }));
  const list: LogList = {
    length: messages.length,
    at: (index) => messages[index],
    offsetOf: () => 0,
    [Symbol.iterator]: () => messages.values(),
  };
  return { list, asked: () => asked };
};
