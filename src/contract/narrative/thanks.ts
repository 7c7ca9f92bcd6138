/** Whether a prompt thanks or says that it works, and asks for nothing: all of its words have to be known for that. */
const THANKS =
  'thanks|thank you|thx|danke|danke schön|danke sehr|vielen dank|merci|merci beaucoup|gracias|muchas gracias|감사합니다|고마워|고마워요|고맙습니다|谢谢|谢谢你|多谢|ありがとう|ありがとうございます';
const WORKS =
  '(?:(?:it|that|this|everything|all) )?works(?: now| again| fine| great| perfectly| well){0,2}|(?:(?:es|das|alles) )?(?:funktioniert|klappt|läuft)(?: jetzt| wieder| alles| gut){0,2}|(?:jetzt )?(?:funktioniert|klappt) (?:es|alles)|(?:maintenant )?ça marche(?: maintenant| bien)?|(?:ya |ahora )?funciona(?: ahora| bien)?|잘 (?:됩니다|돼요|되네요)|可以了|好了';
const BESIDE =
  'great|perfect|nice|awesome|excellent|good job|great job|well done|looks good|super|perfekt|prima|parfait|perfecto|genial|ok|okay|yes|ja|a lot|so much|very much|very good|for (?:your|the) help';

const KNOWN = `(?:${THANKS}|${WORKS}|${BESIDE})`;
const ONLY = new RegExp(`^${KNOWN}(?: ${KNOWN})*$`, 'u');
const LONGEST = 120;

export const isThanks = (text: string): boolean => {
  if (text.length > LONGEST) return false;
  const parts = text
    .toLowerCase()
    .split(/\s*[,.!;:–—。！，、\n]+\s*|\s+-\s+/u)
    .map((part) =>
      part
        .replace(/[\p{Extended_Pictographic}\u{fe0f}]/gu, '')
        .replace(/\s+/gu, ' ')
        .trim(),
    )
    .filter((part) => part !== '');
  return parts.every((part) => ONLY.test(part)) && parts.some((part) => THANKED.test(part));
};

/** `perfect thank you`, `thanks a lot` */
const THANKED = new RegExp(`(?:^| )(?:${THANKS}|${WORKS})(?: |$)`, 'u');
