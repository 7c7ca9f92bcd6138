/** Elements of a list that stand side by side and are parsed together. Offsets from the start of the document. */
export interface Page {
  readonly from: number;
  readonly to: number;
  /** Number of its first element in the list. */
  readonly first: number;
  readonly count: number;
  /** It is one element, and longer than a line may be, in the log or in memory, or of more values. */
  readonly isTooLarge: boolean;
}

/** Where the elements of a list stand. Of many small ones only one place is kept. */
export interface Pages {
  /** Of elements. */
  readonly length: number;
  readonly pages: readonly Page[];
  /** The page of an element; undefined beyond the end. */
  pageOf(index: number): Page | undefined;
}

export interface PageMaker extends Pages {
  /** The next element: where it stands, and whether it is more than can be held. */
  add(from: number, to: number, isTooLarge: boolean): void;
}

/** Bytes from which on a page is full: to parse one element costs to parse its page. */
const FULL = 16 * 1024;

export const createPages = (full = FULL): PageMaker => {
  const pages: Page[] = [];
  let length = 0;
  const add = (from: number, to: number, isTooLarge: boolean): void => {
    const last = pages.at(-1);
    // by where this one begins: any amount of white space may stand before it
    if (last === undefined || isTooLarge || from - last.from >= full)
      pages.push({ from, to, first: length, count: 1, isTooLarge });
    else pages[pages.length - 1] = { ...last, to, count: last.count + 1 };
    length++;
  };
  const pageOf = (index: number): Page | undefined => {
    if (index < 0 || index >= length) return undefined;
    let low = 0;
    for (let high = pages.length - 1; low < high;) {
      const middle = (low + high + 1) >> 1;
      if ((pages[middle]?.first ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    return pages[low];
  };
  return {
    add,
    pageOf,
    pages,
    get length() {
      return length;
    },
  };
};
