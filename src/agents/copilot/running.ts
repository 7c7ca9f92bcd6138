/** Shell commands that went on after their call returned, by the id of their shell. */
export interface Running {
  /** Returns the call that had the id before, or had to make room: nothing more will be known of it. */
  add(shell: string, call: string): string | undefined;
  /** The call of a shell that ended; it is forgotten. */
  end(shell: string): string | undefined;
  /** Calls that never ended. */
  rest(): readonly string[];
}

const MOST = 256;

export const createRunning = (): Running => {
  const calls = new Map<string, string>();
  const end = (shell: string): string | undefined => {
    const call = calls.get(shell);
    calls.delete(shell);
    return call;
  };
  return {
    add: (shell, call) => {
      const oldest = calls.size < MOST ? undefined : calls.keys().next().value;
      // ids begin at 0 again when a session is resumed
      const lost = calls.has(shell) ? end(shell) : oldest === undefined ? undefined : end(oldest);
      calls.set(shell, call);
      return lost;
    },
    end,
    rest: () => [...calls.values()],
  };
};
