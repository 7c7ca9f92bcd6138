/** Places in a text, of which there may be millions: four bytes for each, and nothing is copied when there are more. */
export interface Numbers {
  push(value: number): void;
  at(index: number): number;
  length(): number;
}

const BITS = 14;
const BLOCK = 1 << BITS;
/** The first block: most texts have few. */
const FEW = 64;

export const createNumbers = (): Numbers => {
  const blocks = [new Uint32Array(FEW)];
  let count = 0;
  return {
    push: (value) => {
      const place = count & (BLOCK - 1);
      if (place === 0 && count > 0) blocks.push(new Uint32Array(BLOCK));
      else if (count === FEW) {
        const whole = new Uint32Array(BLOCK);
        whole.set(blocks[0] ?? []);
        blocks[0] = whole;
      }
      const block = blocks.at(-1);
      if (block !== undefined) block[place] = value;
      count++;
    },
    at: (index) => blocks[index >> BITS]?.[index & (BLOCK - 1)] ?? 0,
    length: () => count,
  };
};
