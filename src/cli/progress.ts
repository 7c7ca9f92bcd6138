/** Says on stderr what is going on when it goes on for more than a second; nothing where stderr is no terminal. */
import type { Output } from './output.ts';

export interface Progress {
  /** Shows the label while the task runs. */
  during<Value>(label: string, task: () => Promise<Value>): Promise<Value>;
  /** Another label for the task that runs. */
  label(text: string): void;
  /** So many bytes were read. Logs are read without a pause, in which no timer would run: this is its clock. */
  read(bytes: number): void;
}

const AFTER_MS = 1000;
const EVERY_MS = 200;

/** `now` in milliseconds, from anywhere. */
export const openProgress = (output: Pick<Output, 'progress'>, now = () => performance.now()): Progress => {
  let label: string | null = null;
  let due = 0;
  let total = 0;
  let shown = false;
  const show = (): void => {
    if (label === null || now() < due) return;
    due = now() + EVERY_MS;
    shown = true;
    output.progress(total === 0 ? `${label} …` : `${label} … ${Math.round(total / 1_048_576)} MiB`);
  };
  return {
    label: (text) => {
      if (label === null) return;
      label = text;
      show();
    },
    read: (bytes) => {
      total += bytes;
      show();
    },
    during: async (text, task) => {
      label = text;
      due = now() + AFTER_MS;
      const timer = setTimeout(show, AFTER_MS + 1);
      try {
        return await task();
      } finally {
        clearTimeout(timer);
        label = null;
        if (shown) output.progress('');
        shown = false;
      }
    },
  };
};
