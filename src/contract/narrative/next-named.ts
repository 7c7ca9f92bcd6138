/** What a message names as next: "Next: …", a list under "Next steps", "TODO: …", "Remaining: …". */
import { asksOf } from './asks.ts';
import { NOTHING } from './ask-phrases.ts';
import { bare, type Sentence, sentencesOf } from './prose.ts';

const LABEL =
  /^(?:(?:the |my |suggested |recommended |possible )?next(?: steps?| up| actions?)?|todos?|to[- ]dos?|remaining(?: work| steps?| items?| tasks?)?|still (?:to do|open|missing|outstanding)|left to do|what(?:'|’)?s (?:left|next|missing)|not (?:yet )?done|follow[- ]?ups?|outstanding|次のステップ|次にやること|残り(?:の作業)?|下一步|后续(?:步骤|工作)?|待办(?:事项)?|다음(?: 단계)?|남은 (?:작업|일)|할 일|nächste schritte|noch offen|prochaines étapes|próximos pasos|próximos passos)(?: \([^)]{0,80}\))?\s*(?:[:：]\s*|$)/u;

const MOST = 20;

/** In the order of the message, at most 20; nothing of what it asks or offers. */
export const nextNamed = (message: string): readonly string[] => {
  const sentences = [...sentencesOf(message)];
  const { questions, offers } = asksOf(message, true);
  const asked = new Set([...questions, ...offers]);
  const named: string[] = [];
  for (const [index, sentence] of sentences.entries()) {
    const rest = afterLabel(sentence);
    if (rest === null) continue;
    named.push(...(rest === '' ? listAfter(sentences, index) : [sameBlock(sentences, index, asked)]));
  }
  const clean = named.map(bare).filter((text) => text !== '' && !asked.has(text) && !NOTHING.test(text.toLowerCase()));
  return [...new Set(clean)].slice(0, MOST);
};

/** What stands behind the label; '' when a list is to follow; null: no label. */
const afterLabel = (sentence: Sentence): string | null => {
  const text = bare(sentence.text);
  const label = LABEL.exec(text.toLowerCase());
  if (label === null) return null;
  const rest = text.slice(label[0].length).trim();
  if (rest !== '') return /[:：]/u.test(label[0]) ? rest : null;
  return sentence.kind === 'heading' || /[:：]/u.test(label[0]) ? '' : null;
};

/** The sentence with the label and those behind it in its paragraph, up to one that asks or has a label of its own. */
const sameBlock = (sentences: readonly Sentence[], index: number, asked: ReadonlySet<string>): string => {
  const [first, ...more] = sentences.slice(index).filter(({ block }) => block === sentences[index]?.block);
  const parts = first === undefined ? [] : [afterLabel(first) ?? ''];
  for (const sentence of more) {
    if (asked.has(bare(sentence.text)) || afterLabel(sentence) !== null) break;
    parts.push(sentence.text);
  }
  return parts.join(' ');
};

/** Unticked items of the outermost level of the list that follows. */
const listAfter = (sentences: readonly Sentence[], index: number): readonly string[] => {
  const label = sentences[index];
  const blocks = new Map<number, Sentence[]>();
  for (const sentence of sentences.slice(index + 1)) {
    if (sentence.block === label?.block) continue;
    if (sentence.kind !== 'item') break;
    blocks.set(sentence.block, [...(blocks.get(sentence.block) ?? []), sentence]);
  }
  const items = [...blocks.values()];
  const indent = items[0]?.[0]?.indent ?? 0;
  const outer = items.filter(([first]) => first !== undefined && first.indent <= indent && !first.ticked);
  return outer.map((item) => item.map(({ text }) => text).join(' '));
};
