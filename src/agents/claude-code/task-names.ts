/** Gives each sub-agent of a session an id of its own, even where a log uses one twice. */
export interface TaskNames {
  claim(wanted: string): string;
}

const MAX_LENGTH = 100;

export const createTaskNames = (): TaskNames => {
  const uses = new Map<string, number>();
  return {
    claim: (wanted) => {
      const base = wanted.slice(0, MAX_LENGTH);
      let name = base;
      while (uses.has(name)) {
        const next = (uses.get(base) ?? 0) + 1;
        uses.set(base, next);
        name = `${base}+${next}`;
      }
      uses.set(name, 0);
      return name;
    },
  };
};
