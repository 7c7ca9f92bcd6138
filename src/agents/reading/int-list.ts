/** A list of whole numbers (32 bits) that takes four bytes for each: for what must be kept per line of a long log. */
export interface IntList {
  readonly length: number;
  /** Undefined beyond the end. */
  get(index: number): number | undefined;
  set(index: number, value: number): void;
  /** Returns the index of the new element. */
  push(value: number): number;
  pop(): number | undefined;
}

export const createIntList = (): IntList => {
  let values = new Int32Array(256);
  let length = 0;
  return {
    get length() {
      return length;
    },
    get: (index) => (index < length ? values[index] : undefined),
    set: (index, value) => {
      if (index < length) values[index] = value;
    },
    push: (value) => {
      if (length === values.length) {
        const grown = new Int32Array(length * 2);
        grown.set(values);
        values = grown;
      }
      values[length] = value;
      return length++;
    },
    pop: () => (length === 0 ? undefined : values[--length]),
  };
};
