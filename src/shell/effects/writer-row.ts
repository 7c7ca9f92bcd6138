/** When a program changes files whose names the line does not hold. All that is given has to hold. */
export interface WriterRow {
  /** The first word that is no option. */
  readonly verbs?: RegExp;
  /** One of the words. */
  readonly needs?: RegExp;
  /** None of the words. */
  readonly unless?: RegExp;
}
